import type { CommandDeclaration } from './command.ts';
import { convertFromCsv } from './convert/convert-from-csv.ts';
import { convertFromJson } from './convert/convert-from-json.ts';
import { convertFromStringData } from './convert/convert-from-string-data.ts';
import { convertToCsv } from './convert/convert-to-csv.ts';
import { convertToHtml } from './convert/convert-to-html.ts';
import { convertToJson } from './convert/convert-to-json.ts';
import { exportClixml } from './convert/export-clixml.ts';
import { exportCsv } from './convert/export-csv.ts';
import { importClixml } from './convert/import-clixml.ts';
import { importCsv } from './convert/import-csv.ts';
import { addContent } from './files/add-content.ts';
import { cdWords } from './files/cd-words.ts';
import { clearContent } from './files/clear-content.ts';
import { convertPath } from './files/convert-path.ts';
import { copyItem } from './files/copy-item.ts';
import { getChildItem } from './files/get-child-item.ts';
import { getContent } from './files/get-content.ts';
import { getItem } from './files/get-item.ts';
import { getLocation } from './files/get-location.ts';
import { joinPath } from './files/join-path.ts';
import { mkdir } from './files/mkdir.ts';
import { moveItem } from './files/move-item.ts';
import { newItem } from './files/new-item.ts';
import { popLocation } from './files/pop-location.ts';
import { pushLocation } from './files/push-location.ts';
import { removeItem } from './files/remove-item.ts';
import { renameItem } from './files/rename-item.ts';
import { resolvePath } from './files/resolve-path.ts';
import { setContent } from './files/set-content.ts';
import { setLocation } from './files/set-location.ts';
import { splitPath } from './files/split-path.ts';
import { testPath } from './files/test-path.ts';
import { formatCustom } from './format/format-custom.ts';
import { formatList } from './format/format-list.ts';
import { formatTable } from './format/format-table.ts';
import { formatWide } from './format/format-wide.ts';
import { compareObject } from './objects/compare-object.ts';
import { forEachObject } from './objects/for-each-object.ts';
import { getRandom } from './objects/get-random.ts';
import { getUnique } from './objects/get-unique.ts';
import { groupObject } from './objects/group-object.ts';
import { joinString } from './objects/join-string.ts';
import { measureObject } from './objects/measure-object.ts';
import { selectObject } from './objects/select-object.ts';
import { selectString } from './objects/select-string.ts';
import { selectXml } from './objects/select-xml.ts';
import { sortObject } from './objects/sort-object.ts';
import { teeObject } from './objects/tee-object.ts';
import { whereObject } from './objects/where-object.ts';
import { outDefault } from './output/out-default.ts';
import { outFile } from './output/out-file.ts';
import { outGridView } from './output/out-grid-view.ts';
import { outHost } from './output/out-host.ts';
import { outNull } from './output/out-null.ts';
import { outString } from './output/out-string.ts';
import { writeDebug } from './output/write-debug.ts';
import { writeError } from './output/write-error.ts';
import { writeHost } from './output/write-host.ts';
import { writeInformation } from './output/write-information.ts';
import { writeOutput } from './output/write-output.ts';
import { writeProgress } from './output/write-progress.ts';
import { writeVerbose } from './output/write-verbose.ts';
import { writeWarning } from './output/write-warning.ts';
import { addType } from './session/add-type.ts';
import { clearHost } from './session/clear-host.ts';
import { clearVariable } from './session/clear-variable.ts';
import { connectExchangeServer } from './session/connect-exchange-server.ts';
import { convertFromSecureString } from './session/convert-from-secure-string.ts';
import { convertToSecureString } from './session/convert-to-secure-string.ts';
import { getAlias } from './session/get-alias.ts';
import { getCommand } from './session/get-command.ts';
import { getCredential } from './session/get-credential.ts';
import { getCulture } from './session/get-culture.ts';
import { getHelp } from './session/get-help.ts';
import { getHistory } from './session/get-history.ts';
import { getHost } from './session/get-host.ts';
import { getUiCulture } from './session/get-ui-culture.ts';
import { getVariable } from './session/get-variable.ts';
import { invokeCommand } from './session/invoke-command.ts';
import { invokeExpression } from './session/invoke-expression.ts';
import { invokeHistory } from './session/invoke-history.ts';
import { measureCommand } from './session/measure-command.ts';
import { newAlias } from './session/new-alias.ts';
import { newVariable } from './session/new-variable.ts';
import { pause } from './session/pause.ts';
import { addPsSnapin, getPsSnapin } from './session/ps-snapin.ts';
import { readHost } from './session/read-host.ts';
import { removeAlias } from './session/remove-alias.ts';
import { removeVariable } from './session/remove-variable.ts';
import { setAlias } from './session/set-alias.ts';
import { setClipboard } from './session/set-clipboard.ts';
import { setStrictMode } from './session/set-strict-mode.ts';
import { setVariable } from './session/set-variable.ts';
import { startTranscript } from './session/start-transcript.ts';
import { stopTranscript } from './session/stop-transcript.ts';
import { addMember } from './values/add-member.ts';
import { getDate } from './values/get-date.ts';
import { getMember } from './values/get-member.ts';
import { newGuid } from './values/new-guid.ts';
import { newObject } from './values/new-object.ts';
import { newTimeSpan } from './values/new-time-span.ts';
import { startSleep } from './values/start-sleep.ts';

/** Every cmdlet that is run here. */
export const localCommands: readonly CommandDeclaration[] = [
  ...[
    convertFromCsv,
    convertFromJson,
    convertFromStringData,
    convertToCsv,
    convertToHtml,
    convertToJson,
    exportClixml,
    exportCsv,
    importClixml,
    importCsv,
  ],
  ...[
    addContent,
    ...cdWords,
    clearContent,
    convertPath,
    copyItem,
    getChildItem,
    getContent,
    getItem,
    getLocation,
    joinPath,
    mkdir,
    moveItem,
    newItem,
    popLocation,
    pushLocation,
    removeItem,
    renameItem,
    resolvePath,
    setContent,
    setLocation,
    splitPath,
    testPath,
  ],
  ...[formatCustom, formatList, formatTable, formatWide],
  ...[
    compareObject,
    forEachObject,
    getRandom,
    getUnique,
    groupObject,
    joinString,
    measureObject,
    selectObject,
    selectString,
    selectXml,
    sortObject,
    teeObject,
    whereObject,
  ],
  ...[
    outDefault,
    outFile,
    outGridView,
    outHost,
    outNull,
    outString,
    writeDebug,
    writeError,
    writeHost,
    writeInformation,
    writeOutput,
    writeProgress,
    writeVerbose,
    writeWarning,
  ],
  ...[
    addPsSnapin,
    addType,
    clearHost,
    clearVariable,
    connectExchangeServer,
    convertFromSecureString,
    convertToSecureString,
    getAlias,
    getCommand,
    getCredential,
    getCulture,
    getHelp,
    getHistory,
    getHost,
    getPsSnapin,
    getUiCulture,
    getVariable,
    invokeCommand,
    invokeExpression,
    invokeHistory,
    measureCommand,
    newAlias,
    newVariable,
    pause,
    readHost,
    removeAlias,
    removeVariable,
    setAlias,
    setClipboard,
    setStrictMode,
    setVariable,
    startTranscript,
    stopTranscript,
  ],
  ...[addMember, getDate, getMember, newGuid, newObject, newTimeSpan, startSleep],
];
