/** Where the sandbox sends something else than PowerShell 7's own server, on purpose. */
export const differences: readonly { readonly why: string; readonly all: readonly string[] }[] = [
  {
    why: "Exchange's exceptions are its own, and its cmdlets no scripts, whose stack an error would name.",
    all: [
      'error: ERROR_RECORD lacks ErrorDetails_ScriptStackTrace',
      'error: ERROR_RECORD/Exception is of Microsoft.PowerShell.Commands.WriteErrorException < System.SystemException < System.Exception < System.Object, not Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException < System.Exception < System.Object',
    ],
  },
];
