/**
 * What is known of somebody for whom a transfer is asked, handed to `/transfers/new?way=request` as the state of the
 * navigation: names do not belong into addresses.
 */
export interface TransferRequestStart {
  name?: string
  to_branch_id?: string
}
