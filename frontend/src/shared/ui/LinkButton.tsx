import Button, { type ButtonProps } from 'antd/es/button'
import type { MouseEvent } from 'react'
import { useHref, useLinkClickHandler } from 'react-router'

interface Props extends Pick<ButtonProps, 'type' | 'icon' | 'size' | 'children'> {
  to: string
}

/** A link within the application that looks like a button. */
export function LinkButton({ to, ...rest }: Props) {
  const follow = useLinkClickHandler<HTMLAnchorElement>(to)
  return (
    <Button
      {...rest}
      href={useHref(to)}
      onClick={(event) => follow(event as MouseEvent<HTMLAnchorElement>)}
    />
  )
}
