import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type Material = Schemas['StudyMaterial']
export type MaterialInput = Schemas['StudyMaterialInput']
export type MaterialAmendment = Schemas['StudyMaterialAmendment']
export type MaterialReplacement = Schemas['StudyMaterialReplacement']
export type Coverage = Schemas['MaterialCoverage']

export type MaterialQuery = NonNullable<paths['/api/v1/study-materials']['get']['parameters']['query']>
