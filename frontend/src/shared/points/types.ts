import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type MemberPoints = Schemas['MemberPoints']
export type PointEntry = Schemas['PointEntry']
export type PointFlag = Schemas['PointFlag']
export type Head = Schemas['Head']
export type SchemeKind = Schemas['SchemeKind']
export type CapPeriod = Schemas['CapPeriod']
