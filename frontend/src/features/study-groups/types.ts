import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type Group = Schemas['StudyGroup']
export type GroupInList = Schemas['StudyGroupInList']
export type GroupInput = Schemas['StudyGroupInput']
export type GroupAmendment = Schemas['StudyGroupAmendment']
export type Person = Schemas['StudyGroupPerson']

export type GroupQuery = NonNullable<paths['/api/v1/study-groups']['get']['parameters']['query']>
