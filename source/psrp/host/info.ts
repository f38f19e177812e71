import { PsObject, type PsValue, psDictionary, psObject } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { Fields, integerOf, textOf } from '../message/fields.ts';

export interface Coordinates {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The raw user interface as it was when the pool was opened (MS-PSRP 2.2.3.14). Colors are ConsoleColor numbers. */
export interface HostDefaults {
  readonly foregroundColor: number;
  readonly backgroundColor: number;
  readonly cursorPosition: Coordinates;
  readonly windowPosition: Coordinates;
  readonly cursorSize: number;
  readonly bufferSize: Size;
  readonly windowSize: Size;
  readonly maxWindowSize: Size;
  readonly maxPhysicalWindowSize: Size;
  readonly windowTitle: string;
}

/** What a client offers as host (MS-PSRP 2.2.3.14). A pipeline that uses the pool's host says `useRunspaceHost`. */
export interface HostInfo {
  readonly isHostNull: boolean;
  readonly isHostUiNull: boolean;
  readonly isHostRawUiNull: boolean;
  readonly useRunspaceHost: boolean;
  readonly defaults?: HostDefaults;
}

export const noHost: HostInfo = { isHostNull: true, isHostUiNull: true, isHostRawUiNull: true, useRunspaceHost: true };

/** A pipeline that talks to the host given when the pool was opened. */
export const poolHost: HostInfo = noHost;

/** A host with a user interface of the given width and height in cells. */
export function consoleHost(size: Size, windowTitle: string): HostInfo {
  return {
    isHostNull: false,
    isHostUiNull: false,
    isHostRawUiNull: false,
    useRunspaceHost: false,
    defaults: {
      foregroundColor: 7,
      backgroundColor: 0,
      cursorPosition: { x: 0, y: 0 },
      windowPosition: { x: 0, y: 0 },
      cursorSize: 25,
      bufferSize: size,
      windowSize: size,
      maxWindowSize: size,
      maxPhysicalWindowSize: size,
      windowTitle,
    },
  };
}

function encodeCoordinates(value: Coordinates): PsObject {
  return psObject({ x: value.x, y: value.y }, []);
}

function encodeSize(value: Size): PsObject {
  return psObject({ width: value.width, height: value.height }, []);
}

function decodeCoordinates(value: PsValue): Coordinates {
  const fields = new Fields(value, 'Coordinates');
  return { x: fields.integer('x'), y: fields.integer('y') };
}

function decodeSize(value: PsValue): Size {
  const fields = new Fields(value, 'Size');
  return { width: fields.integer('width'), height: fields.integer('height') };
}

const coordinates = 'System.Management.Automation.Host.Coordinates';
const size = 'System.Management.Automation.Host.Size';

/** The entries of hostDefaultData, keys 0 to 9 (MS-PSRP 2.2.3.14), each a type name T with a value V. */
function defaultEntries(defaults: HostDefaults): [PsValue, PsValue][] {
  const entries: [string, PsValue][] = [
    ['System.ConsoleColor', defaults.foregroundColor],
    ['System.ConsoleColor', defaults.backgroundColor],
    [coordinates, encodeCoordinates(defaults.cursorPosition)],
    [coordinates, encodeCoordinates(defaults.windowPosition)],
    ['System.Int32', defaults.cursorSize],
    [size, encodeSize(defaults.bufferSize)],
    [size, encodeSize(defaults.windowSize)],
    [size, encodeSize(defaults.maxWindowSize)],
    [size, encodeSize(defaults.maxPhysicalWindowSize)],
    ['System.String', defaults.windowTitle],
  ];
  return entries.map(([T, V], key) => [key, psObject({ T, V }, [])]);
}

export function encodeHostInfo(info: HostInfo): PsObject {
  const flags: Record<string, PsValue> = {
    _isHostNull: info.isHostNull,
    _isHostUINull: info.isHostUiNull,
    _isHostRawUINull: info.isHostRawUiNull,
    _useRunspaceHost: info.useRunspaceHost,
  };
  if (!info.defaults) return psObject(flags, []);
  const data = psDictionary(defaultEntries(info.defaults));
  return psObject({ _hostDefaultData: psObject({ data }, []), ...flags }, []);
}

export function decodeHostInfo(value: PsValue): HostInfo {
  const fields = new Fields(value, 'HostInfo');
  const holder = fields.optionalObject('_hostDefaultData');
  const data = holder?.get('data');
  const defaults = data instanceof PsObject ? decodeDefaults(data) : undefined;
  return {
    isHostNull: fields.boolean('_isHostNull'),
    isHostUiNull: fields.boolean('_isHostUINull'),
    isHostRawUiNull: fields.boolean('_isHostRawUINull'),
    useRunspaceHost: fields.boolean('_useRunspaceHost'),
    ...(defaults ? { defaults } : {}),
  };
}

/** Undefined where an entry is missing: hosts without a raw user interface send part of them. */
function decodeDefaults(data: PsObject): HostDefaults | undefined {
  if (data.collection?.kind !== 'dictionary') throw new PsrpError('content', 'HostInfo: its data are no dictionary.');
  const values = new Map(data.collection.entries.map(([key, value]) => [integerOf(key), value]));
  const at = (key: number): PsValue | undefined => {
    const entry = values.get(key);
    return entry instanceof PsObject ? entry.get('V') : undefined;
  };
  const all = Array.from({ length: 10 }, (_, key) => at(key));
  if (all.includes(undefined)) return undefined;
  const part = all as PsValue[];
  return {
    foregroundColor: integerOf(part[0]!) ?? 7,
    backgroundColor: integerOf(part[1]!) ?? 0,
    cursorPosition: decodeCoordinates(part[2]!),
    windowPosition: decodeCoordinates(part[3]!),
    cursorSize: integerOf(part[4]!) ?? 25,
    bufferSize: decodeSize(part[5]!),
    windowSize: decodeSize(part[6]!),
    maxWindowSize: decodeSize(part[7]!),
    maxPhysicalWindowSize: decodeSize(part[8]!),
    windowTitle: textOf(part[9]!) ?? '',
  };
}
