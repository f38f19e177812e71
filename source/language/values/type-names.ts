/**
 * What stands in brackets for a type besides its own name (PowerShell's type accelerators), by the full name. The first is
 * how PowerShell itself writes the type, in `"$([int])"` and in the definitions of methods.
 */
export const accelerators: Readonly<Record<string, readonly string[]>> = {
  'System.Int32': ['int', 'int32'],
  'System.Int64': ['long', 'int64'],
  'System.Int16': ['short', 'int16'],
  'System.SByte': ['sbyte'],
  'System.Byte': ['byte'],
  'System.UInt16': ['ushort', 'uint16'],
  'System.UInt32': ['uint', 'uint32'],
  'System.UInt64': ['ulong', 'uint64'],
  'System.Single': ['float', 'single'],
  'System.Double': ['double'],
  'System.Decimal': ['decimal'],
  'System.Numerics.BigInteger': ['bigint'],
  'System.String': ['string'],
  'System.Char': ['char'],
  'System.Boolean': ['bool'],
  'System.DateTime': ['datetime'],
  'System.TimeSpan': ['timespan'],
  'System.Guid': ['guid'],
  'System.Version': ['version'],
  'System.Uri': ['uri'],
  'System.Xml.XmlDocument': ['xml'],
  'System.Net.Mail.MailAddress': ['mailaddress'],
  'System.Net.IPAddress': ['ipaddress'],
  'System.Text.RegularExpressions.Regex': ['regex'],
  'System.Array': ['array'],
  'System.Collections.Hashtable': ['hashtable'],
  'System.Collections.Specialized.OrderedDictionary': ['ordered'],
  'System.Globalization.CultureInfo': ['cultureinfo'],
  'System.Nullable`1': ['nullable'],
  'System.Type': ['type'],
  'System.Void': ['void'],
  'System.Object': ['object'],
  'System.Security.SecureString': ['securestring'],
  'System.Management.Automation.PSCredential': ['pscredential'],
  'System.Management.Automation.ScriptBlock': ['scriptblock'],
  'System.Management.Automation.PSNoteProperty': ['psnoteproperty'],
  'System.Management.Automation.PSReference': ['ref'],
  'System.Management.Automation.PSObject': ['psobject', 'pscustomobject'],
  'System.Management.Automation.SwitchParameter': ['switch'],
};

/** How PowerShell writes a type: `int`, `string[]`, `System.Collections.Generic.List[string]`. */
export function shortTypeName(fullName: string): string {
  const rank = /\[,*\]$/.exec(fullName)?.[0];
  if (rank) return `${shortTypeName(fullName.slice(0, -rank.length))}${rank}`;
  const generic = /^(.*)`\d+\[(.*)\]$/.exec(fullName);
  if (generic) {
    const args = splitArguments(generic[2]!).map(shortTypeName).join(',');
    return `${accelerators[`${generic[1]}\`1`]?.[0] ?? generic[1]}[${args}]`;
  }
  return Object.hasOwn(accelerators, fullName) ? accelerators[fullName]![0]! : fullName;
}

/** `A,B[C,D]` as its outermost parts. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
