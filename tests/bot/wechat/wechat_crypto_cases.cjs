// Answers many cases in one process: reads {module, token, aesKey, appid, seal: [text], open: [base64]} from stdin.
const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const WXBizMsgCrypt = require(input.module);
const crypt = new WXBizMsgCrypt(input.token, input.aesKey, input.appid);
const sealed = input.seal.map((text) => {
  const encrypt = crypt.encrypt(text);
  return { encrypt, signature: crypt.getSignature(input.timestamp, input.nonce, encrypt) };
});
const opened = input.open.map((encrypt) => ({
  ...crypt.decrypt(encrypt),
  signature: crypt.getSignature(input.timestamp, input.nonce, encrypt),
}));
process.stdout.write(JSON.stringify({ sealed, opened }));
