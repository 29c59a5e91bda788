/**
 * Seals a secret for GitHub, which takes none that is not.
 * @param publicKey of the repository or environment, in base64
 * @returns base64
 */
export async function sealSecret(secret: string, publicKey: string): Promise<string> {
  // A megabyte of WebAssembly, for the few templates that bring secrets.
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  const key = sodium.from_base64(publicKey, sodium.base64_variants.ORIGINAL);
  return sodium.to_base64(sodium.crypto_box_seal(secret, key), sodium.base64_variants.ORIGINAL);
}
