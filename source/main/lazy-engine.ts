import type { Engine } from '../domain/index.ts';

/**
 * An engine whose room is loaded when it is first asked for something, so that the screen's first frame does not wait
 * for protocols that nobody speaks yet.
 *
 * @param connecting called before each session that is opened
 */
export function lazyEngine(
  { kind, capabilities }: Pick<Engine, 'kind' | 'capabilities'>,
  load: () => Promise<Engine>,
  connecting = () => {},
) {
  let loaded: Promise<Engine> | undefined;
  const engine = () => (loaded ??= load());
  return {
    kind,
    capabilities,
    ticketProblem: async (access) => (await engine()).ticketProblem?.(access),
    connect: async (request) => {
      const loaded = await engine();
      connecting();
      return loaded.connect(request);
    },
    listShells: async (access) => (await engine()).listShells(access),
    deleteShell: async (access, shellId) => (await engine()).deleteShell(access, shellId),
  } satisfies Engine;
}
