// Prints where the npm package has unpacked its Chromium; told it is on Lambda, it unpacks its libraries, too.
process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x";
const { default: chromium } = await import("@sparticuz/chromium");
console.log(await chromium.executablePath());
