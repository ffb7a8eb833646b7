// Verifies credentials with Digital Bazaar's libraries, which know nothing of this project. Run by independent.py.
// Usage: node independent.mjs FOLDER, which holds credential.json, status.json, did.json and contexts.json.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {readFileSync} from 'node:fs';

const read = name => JSON.parse(readFileSync(`${process.argv[2]}/${name}.json`));
const contexts = read('contexts');
const did = read('did');

async function documentLoader(url) {
  const document = url in contexts ? contexts[url] :
    url === did.id ? did :
      did.verificationMethod.map(one => ({'@context': did['@context'][1], ...one})).find(({id}) => id === url);
  if(!document) {
    throw new Error(`not known: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

async function holds(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const checkStatus = async () => ({verified: true});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  return result.verified ? 'holds' : `refused: ${result.error?.errors?.[0]?.message ?? result.error?.message}`;
}

const credential = read('credential');
const tampered = structuredClone(credential);
tampered.credentialSubject.name += ' (someone else)';
const moved = structuredClone(credential);
moved.validUntil = '2099-01-01T00:00:00Z';
console.log(JSON.stringify({
  credential: await holds(credential), status: await holds(read('status')),
  tampered: await holds(tampered), moved: await holds(moved)
}));
