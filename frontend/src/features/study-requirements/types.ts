import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type BranchStudy = Schemas['BranchStudy']
export type MemberMissing = Schemas['MemberMissing']
export type RequirementCode = Schemas['RequirementCode']
export type Exemption = Schemas['StudyExemption']
export type ExemptionInput = Schemas['StudyExemptionInput']
export type ExemptionGround = Schemas['ExemptionGround']
export type Figure = Schemas['StudyFigure']
export type FigureInput = Schemas['StudyFigureInput']
export type FigureAmendment = Schemas['StudyFigureAmendment']
export type Confidence = Schemas['Confidence']

export type ExemptionQuery = NonNullable<paths['/api/v1/study-exemptions']['get']['parameters']['query']>
