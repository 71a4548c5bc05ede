import { PasswordForm } from '@/shared/account/PasswordForm'
import { useText } from '@/shared/i18n/texts'
import { currentAccessToken, renewAccess } from '@/shared/session/session'
import { toast } from '@/shared/ui/toast'
import { FrontDoor } from './FrontDoor'
import { authTexts } from './texts'

/** Holds a person with an initial or expired password until it is changed. */
export default function ForcedPasswordPage() {
  const t = useText(authTexts)
  const onDone = async () => {
    toast.done(t.passwordDone)
    // The new token tells whether anything else is owed.
    await renewAccess(currentAccessToken())
  }
  return (
    <FrontDoor title={t.passwordTitle} note={t.passwordNote} signedIn>
      <PasswordForm onDone={onDone} />
    </FrontDoor>
  )
}
