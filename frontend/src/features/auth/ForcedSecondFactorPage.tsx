import { TotpSetup } from '@/shared/account/TotpSetup'
import { useText } from '@/shared/i18n/texts'
import { currentAccessToken, renewAccess } from '@/shared/session/session'
import { toast } from '@/shared/ui/toast'
import { FrontDoor } from './FrontDoor'
import { authTexts } from './texts'

/** Holds a person whose role needs a second factor until it is set up. */
export default function ForcedSecondFactorPage() {
  const t = useText(authTexts)
  const onDone = async () => {
    toast.done(t.factorDone)
    await renewAccess(currentAccessToken())
  }
  return (
    <FrontDoor title={t.factorTitle} note={t.factorNote} signedIn>
      <TotpSetup onDone={onDone} />
    </FrontDoor>
  )
}
