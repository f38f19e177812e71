/** Whoever listened to signals when this was loaded. */
const before = new Map(signalEvents().map((event) => [event, new Set(process.listeners(event))]));

function signalEvents(): readonly NodeJS.Signals[] {
  return process.eventNames().filter((event): event is NodeJS.Signals => String(event).startsWith('SIG'));
}

/** Takes away whoever has begun to listen to signals since then. */
export function forgetNewListeners(): void {
  for (const event of signalEvents()) {
    for (const listener of process.listeners(event)) {
      if (!before.get(event)?.has(listener)) process.off(event, listener);
    }
  }
}
