import type { AppDeps } from '../app/deps.ts';
import { createHeadless } from '../app/headless/create-headless.ts';
import type { CommandServices } from './context.ts';
import { savedConnections } from './saved-connections.ts';

/** The use cases as the commands take them, over everything that reaches the world. */
export function createServices(deps: AppDeps): CommandServices {
  return { headless: createHeadless(deps), connections: savedConnections(deps) };
}
