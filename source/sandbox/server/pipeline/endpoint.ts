import type { PsValue } from '../../../objects/index.ts';
import type { OrganisationUser, ServerIdentity } from '../../cmdlets/types.ts';
import type { Organisation } from '../../organisation.ts';
import type { HelperCommand } from '../helpers/helper.ts';

/** What a pipeline sees: one server of the organisation, as one user. */
export interface Endpoint {
  readonly organisation: Organisation;
  readonly server: ServerIdentity;
  readonly user: OrganisationUser;
  /** The endpoint's own commands by lower-cased name. */
  readonly helpers: ReadonlyMap<string, HelperCommand>;
}

/** A field that the host's Prompt asks for. */
export interface PromptedField {
  readonly name: string;
  readonly typeName: string;
}

/** Asks the client's host for values; undefined where it cannot be asked. */
export type PromptForFields = (
  caption: string,
  message: string,
  fields: readonly PromptedField[],
) => Promise<ReadonlyMap<string, PsValue>>;
