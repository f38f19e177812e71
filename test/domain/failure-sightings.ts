/**
 * What servers and PowerShell really say, by the id that exterm gives it: texts, codes, statuses and error ids as they
 * are met in the field. `facts` are several sights of the same failure.
 */
import type { FailureFacts } from '../../source/domain/index.ts';

export const sightings: Readonly<Record<string, readonly FailureFacts[]>> = {
  'quota.shells': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The maximum number of concurrent shells for this user has been exceeded. Close existing shells or raise the quota for this user.',
    },
    { layer: 'wsman', text: 'This user is allowed a maximum number of 18 concurrent shells, which has been exceeded.' },
    { layer: 'wsman', code: 0x803381a5 },
  ],
  'quota.operations': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The maximum number of concurrent operations for this user has been exceeded. Close existing operations for this user, or raise the quota for this user.',
    },
    { layer: 'wsman', code: 0x803381a6 },
  ],
  'quota.userload': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The load quota for this user has been exceeded. Send future requests at a slower rate',
    },
    {
      layer: 'wsman',
      text: 'The user load quota of 400 requests per 5 seconds has been exceeded.  The next request from this user will not be approved for at least 1500 milliseconds.',
    },
    { layer: 'wsman', code: 0x803381a7 },
  ],
  'quota.system': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The load quota for the system has been exceeded. Send future requests at a slower rate or raise the system quota.',
    },
    { layer: 'wsman', code: 0x803381a8 },
  ],
  'quota.shellusers': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The maximum number of users executing shell operations has been exceeded. Retry after some time or raise the quota for concurrent shell users.',
    },
    { layer: 'wsman', code: 0x803381ab },
  ],
  'quota.shells.plugin': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. This user has exceeded the maximum number of concurrent shells allowed for this plugin. Close at least one open shell or raise the plugin quota for this user.',
    },
    { layer: 'wsman', code: 0x803381e4 },
  ],
  'runspace.max': [
    {
      layer: 'wsman',
      httpStatus: 500,
      text: 'Fail to create a runspace because you have exceeded the maximum number of connections allowed : 3. Please close existing runspace and try again.',
    },
    {
      layer: 'wsman',
      text: 'Fail to create a runspace because you have exceeded the maximum number of connections allowed : 18 for the policy party : MaxConcurrency. Please close existing runspace and try again.',
    },
  ],
  'runspace.rate': [
    {
      layer: 'wsman',
      text: 'Fail to create runspace because you have exceeded your budget to create runspace. Please wait for 33 seconds.',
    },
  ],
  'shell.notfound': [
    {
      layer: 'wsman',
      text: 'The request for the Windows Remote Shell with ShellId 1F2E3D4C failed because the shell was not found on the server. Possible causes are: the specified ShellId is incorrect or the shell no longer exists on the server. Provide the correct ShellId or create a new shell and retry the operation.',
    },
    { layer: 'wsman', code: 0x8033805b },
    {
      layer: 'wsman',
      httpStatus: 500,
      text: 'ERROR_WSMAN_INVALID_SELECTORS: The WS-Management service cannot process the request because the request contained invalid selectors for the resource.',
    },
    { layer: 'wsman', code: 0x8033803d },
    { layer: 'powershell', fqeid: 'CannotConnectTargetSessionDoesNotExist' },
  ],
  'op.timeout': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot complete the operation within the time specified in OperationTimeout.',
    },
    { layer: 'wsman', code: 0x80338029 },
  ],
  'net.timeout': [
    {
      layer: 'network',
      text: 'WinRM cannot complete the operation. Verify that the specified computer name is valid, that the computer is accessible over the network, and that a firewall exception for the WinRM service is enabled',
    },
    { layer: 'network', code: 0x80338126 },
    { layer: 'powershell', fqeid: 'WinRMOperationTimeout' },
  ],
  'connect.refused': [
    {
      layer: 'network',
      text: 'The client cannot connect to the destination specified in the request. Verify that the service on the destination is running and is accepting requests',
    },
    { layer: 'network', code: 0x80338012 },
    { layer: 'powershell', fqeid: 'CannotConnect' },
  ],
  dns: [
    {
      layer: 'network',
      text: 'The WinRM client cannot process the request because the server name cannot be resolved.',
    },
    { layer: 'network', code: 0x803381b9 },
    { layer: 'powershell', fqeid: 'ComputerNotFound' },
  ],
  'http.503': [
    {
      layer: 'network',
      text: 'The connection to the specified remote host was refused. Verify that the WS-Management service is running on the remote host and configured to listen for requests on the correct port and HTTP URL.',
    },
    { layer: 'network', code: 0x80338112 },
    { layer: 'http', httpStatus: 503 },
    { layer: 'powershell', fqeid: 'CannotConnectWinRMService' },
  ],
  'http.404': [
    {
      layer: 'network',
      text: 'The WinRM client sent a request to an HTTP server and got a response saying the requested HTTP URL was not available. This is usually returned by a HTTP server that does not support the WS-Management protocol.',
    },
    { layer: 'network', code: 0x80338113 },
    { layer: 'http', httpStatus: 404 },
    { layer: 'powershell', fqeid: 'URLNotAvailable' },
  ],
  'http.403': [
    {
      layer: 'network',
      text: 'The WinRM client received an HTTP status code of 403 from the remote WS-Management service.',
    },
    { layer: 'http', httpStatus: 403 },
  ],
  'http.500': [
    {
      layer: 'network',
      text: 'The WinRM client received an HTTP server error status (500), but the remote service did not include any other information about the cause of the failure.',
    },
    { layer: 'network', code: 0x80338170 },
    { layer: 'http', httpStatus: 500 },
    { layer: 'powershell', fqeid: 'WinRMHttpError' },
  ],
  'http.contenttype': [
    {
      layer: 'network',
      text: 'The WinRM client cannot process the request. It cannot determine the content type of the HTTP response from the destination computer. The content type is absent or invalid.',
    },
    { layer: 'network', code: 0x803380f7 },
    { layer: 'http', httpStatus: 200, contentType: 'text/html; charset=utf-8' },
  ],
  'http.400': [
    {
      layer: 'network',
      text: 'The WinRM client received an HTTP bad request status (400), but the remote service did not include any other information about the cause of the failure.',
    },
    { layer: 'network', code: 0x80338171 },
    { layer: 'http', httpStatus: 400 },
  ],
  'auth.scheme': [
    {
      layer: 'auth',
      text: 'The WinRM client cannot process the request. The authentication mechanism requested by the client is not supported by the server or unencrypted traffic is disabled in the service configuration.',
    },
  ],
  'http.413': [
    {
      layer: 'wsman',
      text: 'The WinRM client sent a request to the remote WS-Management service and was notified that the request size exceeded the configured MaxEnvelopeSize quota.',
    },
    { layer: 'wsman', code: 0x80338111 },
    { layer: 'http', httpStatus: 413 },
  ],
  'http.555': [
    {
      layer: 'wsman',
      text: 'The WinRM client received an HTTP status code of 555 from the remote WS-Management service.',
    },
    { layer: 'http', httpStatus: 555 },
  ],
  'access.denied': [
    {
      layer: 'auth',
      text: 'Connecting to remote server ex01.contoso.com failed with the following error message : Access is denied.',
    },
    { layer: 'auth', code: 5 },
    { layer: 'powershell', fqeid: 'AccessDenied' },
  ],
  'logon.failure': [
    { layer: 'auth', text: 'The user name or password is incorrect.' },
    { layer: 'auth', code: 1326 },
    { layer: 'http', httpStatus: 401 },
    { layer: 'powershell', fqeid: 'LogonFailure' },
  ],
  'krb.wrongprincipal': [
    {
      layer: 'auth',
      text: 'WinRM cannot process the request. The following error with errorcode 0x80090322 occurred while using Kerberos authentication: An unknown security error occurred.',
    },
    { layer: 'auth', code: 0x8033809d },
    { layer: 'powershell', fqeid: '-2144108387,PSSessionStateBroken' },
  ],
  'krb.nologonsession': [
    {
      layer: 'auth',
      text: 'WinRM cannot process the request. The following error with errorcode 0x8009030e occurred while using Kerberos authentication: A specified logon session does not exist. It may already have been terminated.',
    },
    { layer: 'auth', code: 1312 },
    { layer: 'powershell', fqeid: '(Code=1312)' },
  ],
  'auth.ntlm': [
    { layer: 'auth', code: 1937, network: 'auth.mechanism', text: 'Windows would go on with NTLM' },
    { layer: 'auth', code: 0xc0000418, network: 'auth.mechanism' },
  ],
  'krb.nodc': [
    { layer: 'auth', code: 0x80090350, network: 'auth.mechanism', text: 'Le système a détecté un risque.' },
    { layer: 'auth', text: "We can't sign you in with this credential because your domain isn't available." },
    {
      layer: 'auth',
      text: 'WinRM cannot process the request. The following error with errorcode 0x80090311 occurred while using Kerberos authentication: There are currently no logon servers available to service the logon request.',
    },
    { layer: 'powershell', fqeid: 'AuthenticationFailed (Win32 1311)' },
  ],
  'krb.targetunknown': [
    { layer: 'auth', text: 'The specified target is unknown or unreachable. (SEC_E_TARGET_UNKNOWN)' },
    { layer: 'auth', code: 0x80090303 },
    { layer: 'powershell', fqeid: 'TargetUnknown' },
  ],
  'krb.workgroup': [
    {
      layer: 'auth',
      text: 'The WinRM client cannot process the request. Kerberos authentication cannot be used with implicit credentials if the client computer is not joined to a domain.',
    },
    { layer: 'auth', code: 0x8033810c },
    { layer: 'powershell', fqeid: 'WorkgroupCannotUseKerberos' },
  ],
  'krb.ipaddress': [
    {
      layer: 'auth',
      text: 'The WinRM client cannot process the request. Kerberos authentication cannot be used when the destination is an IP address.',
    },
    { layer: 'auth', code: 0x8033810b },
  ],
  'krb.localhost': [
    {
      layer: 'auth',
      text: 'The WinRM client cannot process the request. If you do not specify an authentication mechanism or you specify Kerberos, then you cannot use "localhost" or "127.0.0.1" or "[::1]" for the remote host name.',
    },
    { layer: 'auth', code: 0x8033810e },
    { layer: 'powershell', fqeid: 'InvalidAuthentication' },
  ],
  'winrm.unencrypted': [
    {
      layer: 'powershell',
      text: 'Connecting to remote server ex01 failed with the following error message : The WinRM client cannot process the request. Unencrypted traffic is currently disabled in the client configuration. Change the client configuration and try the request again. For more information, see the about_Remote_Troubleshooting Help topic.',
    },
    { layer: 'powershell', code: 0x803380de, text: 'Nicht verschlüsselter Datenverkehr ist deaktiviert.' },
    { layer: 'powershell', fqeid: '-2144108322,PSSessionOpenFailed' },
  ],
  'winrm.basic': [
    {
      layer: 'powershell',
      text: 'The WinRM client cannot process the request. Basic authentication is currently disabled in the client configuration. Change the client configuration and try the request again.',
    },
    { layer: 'powershell', code: 0x803380df },
  ],
  'winrm.negotiate': [
    {
      layer: 'powershell',
      text: 'The WinRM client cannot process the request. Negotiate authentication is currently disabled in the client configuration.',
    },
    { layer: 'powershell', code: 0x803380e1 },
  ],
  'krb.disabled': [
    { layer: 'auth', text: '(Kerberos authentication is currently disabled in the client configuration)' },
    { layer: 'auth', code: 0x803380e2 },
    { layer: 'powershell', fqeid: 'ClientKerberosDisabled' },
  ],
  trustedhosts: [
    { layer: 'auth', text: 'the destination machine must be added to the TrustedHosts configuration setting.' },
    { layer: 'auth', code: 0x803380e4 },
    { layer: 'powershell', fqeid: 'ServerNotTrusted' },
  ],
  'implicit.negotiate': [
    {
      layer: 'auth',
      text: 'The WinRM client cannot process the request. Default credentials with Negotiate over HTTP can be used only if the target machine is part of the TrustedHosts list',
    },
    { layer: 'auth', code: 0x803380e5 },
    { layer: 'powershell', fqeid: 'ExplicitCredentialsRequired' },
  ],
  ssl: [
    {
      layer: 'network',
      text: 'The SSL connection cannot be established. Verify that the service on the remote host is properly configured to listen for HTTPS requests.',
    },
    { layer: 'network', code: 0x803381ba },
  ],
  decrypt: [
    {
      layer: 'wsman',
      text: 'The WinRM client cannot process the request. The encrypted message body has an invalid format and cannot be decrypted.',
    },
    { layer: 'wsman', code: 0x803380f9 },
  ],
  'config.notfound': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The resource URI (http://schemas.microsoft.com/powershell/Microsoft.Exchange) was not found in the WS-Management catalog.',
    },
    {
      layer: 'wsman',
      text: 'Cannot find the Microsoft.Exchange session configuration in the WSMan: drive on the ex01 computer.',
    },
    { layer: 'wsman', code: 0x8033803b },
    { layer: 'powershell', fqeid: 'InvalidResourceUri' },
  ],
  redirect: [
    {
      layer: 'wsman',
      text: 'The WinRM service cannot process the request because the request needs to be sent to a different machine. Use the redirect information to send the request to a new machine. + "Redirect location reported: http://ex02.contoso.com/PowerShell/."',
    },
    { layer: 'wsman', code: 0x80338199 },
    { layer: 'powershell', fqeid: 'RedirectInformationRequired' },
  ],
  'redirect.invalid': [
    {
      layer: 'wsman',
      text: 'The WinRM service received a HTTP redirect message redirecting the client but the location URL is invalid.',
    },
    { layer: 'wsman', code: 0x803381b7 },
    { layer: 'http', httpStatus: 302 },
    { layer: 'powershell', fqeid: 'RedirectLocationInvalid' },
  ],
  aborted: [
    {
      layer: 'network',
      text: 'The I/O operation has been aborted because of either a thread exit or an application request.',
    },
    { layer: 'network', code: 995 },
    { layer: 'powershell', fqeid: 'WinRMOperationAborted' },
  ],
  unusable: [
    {
      layer: 'network',
      text: 'The WS-Management service cannot process the operation. The operation is being attempted on a client session that is unusable. This may be related to a recent restart of the WS-Management service.',
    },
    { layer: 'network', code: 0x803381fa },
  ],
  'idle.range': [
    {
      layer: 'wsman',
      text: 'The WS-Management service cannot process the request. The requested IdleTimeout is outside the allowed range.',
    },
    { layer: 'wsman', code: 0x803381f2 },
  ],
  'runspace.broken': [
    {
      layer: 'powershell',
      text: "Cannot invoke the pipeline because the runspace is not in the Opened state. Current state of the runspace is 'Broken'.",
    },
    {
      layer: 'powershell',
      text: 'Invoke-Command: Because the session state for session 1, Session1, ex01 is not equal to Open, you cannot run a command in the session.  The session state is Broken.',
    },
    { layer: 'powershell', fqeid: 'PSSessionStateBroken' },
  ],
  'disconnect.unsupported': [
    {
      layer: 'powershell',
      text: 'The disconnection operation is not supported on the remote computer. To support disconnecting, the remote computer must be running Windows PowerShell 3.0 or a later version of Windows PowerShell.',
    },
    { layer: 'powershell', fqeid: 'PSSessionDisconnectFailed' },
  ],
  executionpolicy: [
    {
      layer: 'local',
      text: 'Files cannot be loaded because running scripts is disabled on this system. Provide a valid certificate with which to sign the files.',
    },
  ],
  nowsman: [
    {
      layer: 'local',
      text: 'This parameter set requires WSMan, and no supported WSMan client library was found. WSMan is either not installed or unavailable for this system.',
    },
  ],
  nolanguage: [
    {
      layer: 'powershell',
      text: 'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.',
    },
    { layer: 'powershell', fqeid: 'ScriptsNotAllowed' },
  ],
  norole: [{ layer: 'wsman', text: 'The user "contoso.com/Users/Mira" isn\'t assigned to any management roles.' }],
  'cafe.sendfailure': [
    {
      layer: 'wsman',
      text: '[ClientAccessServer=..,BackEndServer=..,RequestId=..,TimeStamp=..] [FailureCategory=Cafe-SendFailure]',
    },
  ],
  'authz.typeinit': [
    {
      layer: 'wsman',
      text: "[FailureCategory=AuthZ-TypeInitializationException] The type initializer for 'Nested' threw an exception.",
    },
  ],
  'data.unsigned': [
    {
      layer: 'powershell',
      text: 'Deserialization fails due to one SerializationException: System.Runtime.Serialization.SerializationException: The input stream is not a valid binary format. The starting contents (in bytes) are: 23-73-69-67-23-72-2A-00-00-00-01-00-00-00-FF-FF-FF ...',
    },
  ],
  'import.missingcmds': [
    {
      layer: 'powershell',
      text: 'The Import-PSSession cmdlet requires the following commands in the remote session: Get-Command, Get-FormatData, and Select-Object.',
    },
  ],
  'import.clobber': [
    {
      layer: 'powershell',
      text: 'No command proxies have been created, because all of the requested remote commands would shadow existing local commands.  Use the AllowClobber parameter',
    },
  ],
};
