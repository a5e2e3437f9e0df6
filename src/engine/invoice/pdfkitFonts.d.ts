/** Parts of pdfkit that its type package does not know yet: font metrics as modules, so that nothing is read from disk at run time. */
declare module 'pdfkit/standard-fonts/Helvetica' {
  const font: object;
  export { font as default };
}
declare module 'pdfkit/standard-fonts/HelveticaBold' {
  const font: object;
  export { font as default };
}
