import type { Out } from './out.ts';
import type { Scope, Variable } from './scope.ts';
import type { Session } from './session.ts';
import type { Slot } from './slots.ts';
import type { Streams } from './streams.ts';
import type { Place, Unit } from './unit.ts';

/** A script block at work. Belongs to one flow of control: who changes `out` for a while puts it back. */
export class Frame {
  readonly session: Session;
  readonly scope: Scope;
  out: Out;
  streams: Streams;
  /** Within a try: an error goes to its catch rather than being shown and passed over. */
  propagates: boolean;
  /** In a catch, where `throw` alone throws its error on. */
  isCatching = false;
  /** How many calls deep. */
  readonly depth: number;
  /** The function or file that runs; empty at the prompt. */
  readonly name: string;
  readonly unit: Unit | undefined;
  /** Its scope is its own, and has what its block's variables are (`BodyCode.hasSlots`). */
  readonly hasSlots: boolean;
  /** Who called it; undefined at the prompt. */
  readonly caller: Frame | undefined;
  /** What ScriptStackTrace calls it: a function's name. */
  readonly title: string;
  /** The command that it runs. */
  at: Place | undefined;
  /** Variables of its scope by their places in its text, where it keeps what it found. */
  #slots: (Variable | undefined)[] | undefined;

  constructor(parts: {
    session: Session;
    scope: Scope;
    out: Out;
    streams: Streams;
    propagates: boolean;
    depth: number;
    name: string;
    unit: Unit | undefined;
    hasSlots?: boolean;
    caller?: Frame | undefined;
    title?: string;
    at?: Place | undefined;
  }) {
    this.session = parts.session;
    this.scope = parts.scope;
    this.out = parts.out;
    this.streams = parts.streams;
    this.propagates = parts.propagates;
    this.depth = parts.depth;
    this.name = parts.name;
    this.unit = parts.unit;
    this.hasSlots = parts.hasSlots ?? false;
    this.caller = parts.caller;
    this.title = parts.title ?? '<ScriptBlock>';
    this.at = parts.at;
  }

  /** What runs again and again, as a loop does, looks for its variables once. */
  keepVariables(): void {
    this.#slots ??= [];
  }

  /** The variable of that name in the scope itself. */
  own({ key, at }: Slot): Variable | undefined {
    const slots = this.#slots;
    if (slots === undefined) return this.scope.variables.get(key);
    const known = slots[at];
    if (known !== undefined && !known.isRemoved) return known;
    const found = this.scope.variables.get(key);
    slots[at] = found;
    return found;
  }

  /** The same flow of control with other parts. */
  with(
    parts: Partial<
      Pick<
        Frame,
        'scope' | 'out' | 'streams' | 'propagates' | 'depth' | 'name' | 'unit' | 'hasSlots' | 'caller' | 'title'
      >
    >,
  ): Frame {
    return new Frame({
      session: this.session,
      scope: parts.scope ?? this.scope,
      out: parts.out ?? this.out,
      streams: parts.streams ?? this.streams,
      propagates: parts.propagates ?? this.propagates,
      depth: parts.depth ?? this.depth,
      name: parts.name ?? this.name,
      unit: parts.unit ?? this.unit,
      hasSlots: parts.hasSlots ?? this.hasSlots,
      caller: parts.caller ?? this.caller,
      title: parts.title ?? this.title,
      at: this.at,
    });
  }
}
