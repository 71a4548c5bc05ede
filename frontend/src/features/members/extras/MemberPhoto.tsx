import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { useEffect, useId, useState } from 'react'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { readProblem } from '@/shared/api/problem'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { sessionFetch } from '@/shared/session/fetch'
import { toast } from '@/shared/ui/toast'
import styles from './MemberPhoto.module.css'
import { extraTexts } from './texts'

interface Props {
  member: { id: string; version: number; name: string; photo: string | null }
  /** The signed-in person's own record: read where members read it. */
  own?: boolean
  /** Whether the person keeps the record and may upload, replace and remove. */
  mayChange?: boolean
}

const ACCEPTED = 'image/jpeg,image/png,image/webp'
const MAX_BYTES = 5 * 1024 * 1024

/** The optional photo of a member. */
export function MemberPhoto({ member, own = false, mayChange = false }: Props) {
  const t = useText(extraTexts)
  const address = usePicture(member, own)
  return (
    <figure className={styles.photo}>
      {address ? (
        <img className={styles.picture} src={address} alt={t.photoOf(member.name)} />
      ) : (
        <div className={styles.picture}>{member.photo === null && t.noPhoto}</div>
      )}
      {mayChange && <PhotoButtons member={member} />}
    </figure>
  )
}

/** The picture as an address of this page; its id changes with the picture. */
function usePicture({ id, photo }: Props['member'], own: boolean): string | null {
  const [address, setAddress] = useState<string | null>(null)
  const picture = useQuery({
    queryKey: ['members', 'photo', id, photo],
    queryFn: async () => {
      const path = own ? '/api/v1/me/member/photo' : `/api/v1/members/${id}/photo`
      const response = await sessionFetch(new Request(`${window.location.origin}${path}`))
      if (!response.ok) throw await readProblem(response)
      return response.blob()
    },
    enabled: photo !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    if (!picture.data || photo === null) return setAddress(null)
    const made = URL.createObjectURL(picture.data)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [picture.data, photo])
  return address
}

function PhotoButtons({ member }: Pick<Props, 'member'>) {
  const t = useText(extraTexts)
  const id = useId()
  const client = useQueryClient()
  const changed = async (text: string) => {
    toast.done(text)
    await client.invalidateQueries({ queryKey: ['members'] })
  }
  const target = { params: { path: { member_id: member.id } }, headers: ifMatch(member.version) }
  const put = useSubmit({
    send: (file: File) => {
      const form = new FormData()
      form.append('file', file)
      return unwrap(
        api.PUT('/api/v1/members/{member_id}/photo', {
          ...target,
          body: { file: file.name },
          bodySerializer: () => form,
        }),
      )
    },
    onDone: () => changed(t.saved),
  })
  const remove = useSubmit({
    send: () => unwrap(api.DELETE('/api/v1/members/{member_id}/photo', target)),
    onDone: () => changed(t.removed),
  })
  const choose = (file: File | undefined) => {
    if (!file) return
    if (file.size > MAX_BYTES) toast.problem(t.tooLarge)
    else put.submit(file)
  }
  return (
    <figcaption className={styles.caption}>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept={ACCEPTED}
        aria-describedby={`${id}-help`}
        aria-label={member.photo === null ? t.upload : t.replace}
        disabled={put.pending}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <span className={styles.buttons}>
        <label htmlFor={id} className={styles.choose} aria-busy={put.pending}>
          {member.photo === null ? t.upload : t.replace}
        </label>
        {member.photo !== null && (
          <Popconfirm
            title={t.removeTitle}
            description={t.removeText}
            okText={t.remove}
            cancelText={t.cancel}
            onConfirm={() => remove.submit(undefined)}
          >
            <Button loading={remove.pending}>{t.remove}</Button>
          </Popconfirm>
        )}
      </span>
      <span id={`${id}-help`} className={styles.help}>
        {t.optional}
      </span>
    </figcaption>
  )
}
