/** A step that this person may take now, as every workflow resource of the API lists it. */
export interface AvailableAction {
  action: string
  label: string
  /** Field names the step needs; the dialog draws them. */
  required: string[]
  optional: string[]
}

/** A step that is not open now, with the reason. */
export interface UnavailableAction {
  action: string
  label: string
  reason: string
}

/** Appended to a record's address to open it with the main step under the finger. */
export const ACTION_HASH = '#action'
