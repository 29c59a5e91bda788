import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** Seals texts that nobody but this bot may read, such as what a person typed into a secret field. */
export interface SecretBox {
  /** The text as it may be stored: it tells nothing but how long it is, and is another one each time. */
  readonly seal: (text: string) => string;
  /**
   * The text that was sealed.
   * @throws Refusal where it was sealed with another key, or is not as it was sealed
   */
  readonly open: (sealed: string) => string;
}

/** AES-256-GCM with the nonce and the tag of NIST SP 800-38D: 96 and 128 bits. */
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** What every sealed text begins with. */
const mark = 'sealed:1';

/**
 * A box of one key. A sealed text is `sealed:1:KEY:DATA`, where KEY says which key it takes and nothing about it.
 * @param key 32 bytes
 */
export function createSecretBox(key: Buffer): SecretBox {
  const keyId = createHmac('sha256', key).update('key id').digest('hex').slice(0, 8);
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const data = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
      return `${mark}:${keyId}:${data.toString('base64url')}`;
    },
    open: (sealed) => {
      const [, sealedWith, data] = /^sealed:1:([0-9a-f]{8}):([\w-]+)$/.exec(sealed) ?? [];
      if (sealedWith === undefined || data === undefined) throw damaged();
      if (sealedWith !== keyId) throw otherKey(sealedWith, keyId);
      return decipher(key, Buffer.from(data, 'base64url'));
    },
  };
}

/** Whether a text is one that a box has sealed, by its beginning. */
export const isSealed = (text: string): boolean => text.startsWith(`${mark}:`);

function decipher(key: Buffer, data: Buffer): string {
  const nonce = data.subarray(0, nonceBytes);
  const tag = data.subarray(nonceBytes, nonceBytes + tagBytes);
  if (tag.length < tagBytes) throw damaged();
  const opening = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  opening.setAuthTag(tag);
  try {
    const text = [opening.update(data.subarray(nonceBytes + tagBytes)), opening.final()];
    return Buffer.concat(text).toString('utf8');
  } catch (error) {
    throw damaged(error);
  }
}

const otherKey = (sealedWith: string, keyId: string): Refusal =>
  new Refusal(`A secret was sealed with the key ${sealedWith}, and this instance has the key ${keyId}.`, {
    code: 'other-secret-key',
    hint: 'Give every instance the same secretKey in callboard.yaml, or bring the file secret-key back into the data folder; else enter the secret again.',
  });

const damaged = (cause?: unknown): Refusal =>
  new Refusal(
    'A stored secret is not as it was sealed.',
    { code: 'damaged-secret', hint: 'Enter the secret again.' },
    { cause },
  );
