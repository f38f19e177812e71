import type { PsValue } from '../../../objects/index.ts';
import type { BoundableCommand } from '../../catalogue/commands.ts';
import type { CmdletHost, OrganisationUser, ServerIdentity } from '../../cmdlets/types.ts';
import type { Organisation } from '../../organisation.ts';

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

/** One of the commands that the endpoint itself offers, besides what the roles grant. */
export interface HelperCommand {
  readonly command: BoundableCommand;
  run(context: HelperContext): Promise<void>;
}

export interface HelperContext {
  /** Lower-cased full names to converted values. */
  readonly bound: ReadonlyMap<string, PsValue>;
  /** Undefined where nothing is piped in. */
  readonly input: AsyncIterable<PsValue> | undefined;
  readonly host: CmdletHost;
  readonly endpoint: Endpoint;
}
