import { koffi } from './koffi.ts';

const tokenQuery = 8;
const tokenUser = 1;
/** DACL_SECURITY_INFORMATION, PROTECTED_DACL_SECURITY_INFORMATION */
const protectedList = 0x80000004;

/**
 * Gives a folder of Windows, and what is made in it, to the user and the system alone, whatever the folder above it
 * allows. False where that could not be done: without koffi, or on a drive that knows no rights.
 */
export function keepToUser(folder: string): boolean {
  try {
    const ffi = koffi();
    const [system, kernel] = [ffi.load('advapi32.dll'), ffi.load('kernel32.dll')];
    const [handle, bytes, bool, u32] = ['intptr_t', 'void *', 'int32_t', 'uint32_t'];
    const openToken = system.func('OpenProcessToken', bool, [handle, u32, bytes]);
    const tokenFacts = system.func('GetTokenInformation', bool, ['uintptr_t', u32, bytes, u32, bytes]);
    const sidText = system.func('ConvertSidToStringSidW', bool, ['uintptr_t', bytes]);
    const toDescriptor = system.func('ConvertStringSecurityDescriptorToSecurityDescriptorW', bool, [
      ...['str16', u32, bytes, bytes],
    ]);
    const setSecurity = system.func('SetFileSecurityW', bool, ['str16', u32, 'uintptr_t']);
    const free = kernel.func('LocalFree', 'uintptr_t', ['uintptr_t']);
    const close = kernel.func('CloseHandle', bool, ['uintptr_t']);

    const [token, user, written] = [Buffer.alloc(8), Buffer.alloc(256), Buffer.alloc(4)];
    const [text, descriptor] = [Buffer.alloc(8), Buffer.alloc(8)];
    // -1 stands for this process.
    if (openToken(-1, tokenQuery, token) === 0) return false;
    try {
      if (tokenFacts(token.readBigUInt64LE(), tokenUser, user, user.length, written) === 0) return false;
    } finally {
      close(token.readBigUInt64LE());
    }
    // TOKEN_USER begins with the address of the user's id.
    if (sidText(user.readBigUInt64LE(), text) === 0) return false;
    const id = String(ffi.decode(text.readBigUInt64LE(), 'char16_t', -1));
    free(text.readBigUInt64LE());
    const list = `D:P(A;OICI;FA;;;${id})(A;OICI;FA;;;SY)`;
    if (toDescriptor(list, 1, descriptor, null) === 0) return false;
    try {
      return setSecurity(folder, protectedList, descriptor.readBigUInt64LE()) !== 0;
    } finally {
      free(descriptor.readBigUInt64LE());
    }
  } catch {
    return false;
  }
}
