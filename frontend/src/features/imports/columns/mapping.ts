import type { ImportColumn, ImportField } from '../types'

/** What each column was said to be, by its index in the sheet; '' for one that is not read. */
export type Mapping = Record<number, ImportField | ''>

const REQUIRED: readonly ImportField[] = ['name', 'id_number']

export const mappingOf = (columns: readonly ImportColumn[]): Mapping =>
  Object.fromEntries(columns.map(({ index, field }) => [index, field ?? '']))

/** Fields that two columns claim. */
export function claimedTwice(mapping: Mapping): ImportField[] {
  const fields = Object.values(mapping).filter((field) => field !== '')
  return [...new Set(fields.filter((field, index) => fields.indexOf(field) !== index))]
}

/** Required fields that no column is. */
export const stillMissing = (mapping: Mapping): ImportField[] =>
  REQUIRED.filter((field) => !Object.values(mapping).includes(field))

/** As the API takes it. */
export const toBody = (mapping: Mapping): Record<string, ImportField | null> =>
  Object.fromEntries(Object.entries(mapping).map(([index, field]) => [index, field || null]))

/** The letter of a column as a spreadsheet program shows it: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetter(Math.floor(index / 26) - 1) + letter
}
