import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type Objection = Schemas['PointObjection']
export type ObjectionState = Schemas['ObjectionState']
export type ObjectionInput = Schemas['PointObjectionInput']
export type Scheme = Schemas['PointScheme']
export type SchemeState = Schemas['SchemeState']
export type SchemeInput = Schemas['PointSchemeInput']
export type Rule = Schemas['PointRule']
export type RuleInput = Schemas['PointRuleInput']
export type Preview = Schemas['PointPreview']
export type Publication = Schemas['PointPublication']
export type PublicationWhole = Schemas['PointPublicationWhole']
export type PublishedLine = Schemas['PublishedLine']
export type Claim = Schemas['PointEntryInList']
export type EntryInput = Schemas['PointEntryInput']
export type BranchLine = Schemas['BranchPointsLine']
export type Distribution = Schemas['PointDistribution']
export type Flag = Schemas['Flag']

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? NonNullable<Q>
  : never

export type ObjectionQuery = Query<'/api/v1/point-objections'>
export type PublicationQuery = Query<'/api/v1/point-publications'>
export type SchemeQuery = Query<'/api/v1/point-schemes'>
export type ClaimQuery = Query<'/api/v1/point-entries'>
