/** The enums that are known here: their numbers by name, in .NET's order. Flags can be combined. */
export interface EnumTable {
  readonly summary: string;
  readonly isFlags?: boolean;
  readonly values: Readonly<Record<string, number>>;
}

const inOrder = (names: string): Readonly<Record<string, number>> =>
  Object.fromEntries(names.split(' ').map((name, index) => [name, index]));

export const errorCategories = inOrder(
  'NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation InvalidResult InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped OperationTimeout SyntaxError ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable ReadError WriteError FromStdErr SecurityError ProtocolError ConnectionError AuthenticationError LimitsExceeded QuotaExceeded NotEnabled',
);

export const enums: Readonly<Record<string, EnumTable>> = {
  'System.DayOfWeek': {
    summary: 'A day of the week.',
    values: inOrder('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
  },
  'System.DateTimeKind': {
    summary: 'Whether a date is local, UTC or neither.',
    values: inOrder('Unspecified Utc Local'),
  },
  'System.Xml.XmlNodeType': {
    summary: 'What a part of an XML document is.',
    values: inOrder(
      'None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration',
    ),
  },
  'System.ConsoleColor': {
    summary: 'A colour of the console.',
    values: inOrder(
      'Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta Yellow White',
    ),
  },
  'System.Text.NormalizationForm': {
    summary: 'How letters with marks are written: as one character, or as several.',
    values: { FormC: 1, FormD: 2, FormKC: 5, FormKD: 6 },
  },
  'System.Globalization.UnicodeCategory': {
    summary: 'What kind of character one is.',
    values: inOrder(
      'UppercaseLetter LowercaseLetter TitlecaseLetter ModifierLetter OtherLetter NonSpacingMark SpacingCombiningMark EnclosingMark DecimalDigitNumber LetterNumber OtherNumber SpaceSeparator LineSeparator ParagraphSeparator Control Format Surrogate PrivateUse ConnectorPunctuation DashPunctuation OpenPunctuation ClosePunctuation InitialQuotePunctuation FinalQuotePunctuation OtherPunctuation MathSymbol CurrencySymbol ModifierSymbol OtherSymbol OtherNotAssigned',
    ),
  },
  'System.StringComparison': {
    summary: 'How texts are compared.',
    values: inOrder(
      'CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase',
    ),
  },
  'System.StringSplitOptions': {
    summary: 'What Split leaves out.',
    isFlags: true,
    values: { None: 0, RemoveEmptyEntries: 1, TrimEntries: 2 },
  },
  'System.MidpointRounding': {
    summary: 'How a number halfway between two others is rounded.',
    values: inOrder('ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity'),
  },
  'System.Text.RegularExpressions.RegexOptions': {
    summary: 'How a regular expression is read.',
    isFlags: true,
    values: {
      None: 0,
      IgnoreCase: 1,
      Multiline: 2,
      ExplicitCapture: 4,
      Compiled: 8,
      Singleline: 16,
      IgnorePatternWhitespace: 32,
      RightToLeft: 64,
      ECMAScript: 256,
      CultureInvariant: 512,
      NonBacktracking: 1024,
    },
  },
  'System.Globalization.DateTimeStyles': {
    summary: 'How a date is read.',
    isFlags: true,
    values: {
      None: 0,
      AllowLeadingWhite: 1,
      AllowTrailingWhite: 2,
      AllowInnerWhite: 4,
      AllowWhiteSpaces: 7,
      NoCurrentDateDefault: 8,
      AdjustToUniversal: 16,
      AssumeLocal: 32,
      AssumeUniversal: 64,
      RoundtripKind: 128,
    },
  },
  'System.Globalization.NumberStyles': {
    summary: 'How a number is read.',
    isFlags: true,
    values: {
      None: 0,
      AllowLeadingWhite: 1,
      AllowTrailingWhite: 2,
      AllowLeadingSign: 4,
      Integer: 7,
      AllowTrailingSign: 8,
      AllowParentheses: 16,
      AllowDecimalPoint: 32,
      AllowThousands: 64,
      Number: 111,
      AllowExponent: 128,
      Float: 167,
      AllowCurrencySymbol: 256,
      Currency: 383,
      Any: 511,
      AllowHexSpecifier: 512,
      HexNumber: 515,
      AllowBinarySpecifier: 1024,
      BinaryNumber: 1027,
    },
  },
  'System.Globalization.CalendarWeekRule': {
    summary: 'Which week of a year is its first.',
    values: inOrder('FirstDay FirstFullWeek FirstFourDayWeek'),
  },
  'System.Net.Sockets.AddressFamily': {
    summary: 'Of how many bytes the addresses of a network are.',
    values: { Unknown: -1, Unspecified: 0, Unix: 1, InterNetwork: 2, InterNetworkV6: 23 },
  },
  'System.IO.FileAttributes': {
    summary: 'What a file is.',
    isFlags: true,
    values: {
      None: 0,
      ReadOnly: 1,
      Hidden: 2,
      System: 4,
      Directory: 16,
      Archive: 32,
      Device: 64,
      Normal: 128,
      Temporary: 256,
      SparseFile: 512,
      ReparsePoint: 1024,
      Compressed: 2048,
      Offline: 4096,
      NotContentIndexed: 8192,
      Encrypted: 16384,
      IntegrityStream: 32768,
      NoScrubData: 131072,
    },
  },
  'System.UriKind': {
    summary: 'Whether an address is whole.',
    values: inOrder('RelativeOrAbsolute Absolute Relative'),
  },
  'System.Management.Automation.ActionPreference': {
    summary: 'What happens on an error or a message.',
    values: inOrder('SilentlyContinue Stop Continue Inquire Ignore Suspend Break'),
  },
  'System.Management.Automation.ConfirmImpact': {
    summary: 'How much a command changes.',
    values: inOrder('None Low Medium High'),
  },
  'System.Management.Automation.ErrorCategory': {
    summary: 'What kind of error it is.',
    values: errorCategories,
  },
};

/** `Friday`, `IgnoreCase, Multiline`; the number itself where no name fits. */
export function enumName(type: string, number: number): string {
  const table = Object.hasOwn(enums, type) ? enums[type]! : undefined;
  if (!table) return String(number);
  const entries = Object.entries(table.values);
  const exact = entries.find(([, value]) => value === number);
  if (exact || !table.isFlags || number < 0) return exact?.[0] ?? String(number);
  const names: string[] = [];
  let left = number;
  // From the greatest down, as .NET takes them; shown from the least.
  for (const [name, value] of entries.toSorted(([, a], [, b]) => b - a)) {
    if (value === 0 || (left & value) !== value) continue;
    names.unshift(name);
    left &= ~value;
  }
  return left === 0 ? names.join(', ') : String(number);
}
