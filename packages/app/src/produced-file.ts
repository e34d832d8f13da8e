/** A file ready to be handed over. */
export interface ProducedFile {
  /** `通报〔2024〕3号 关于…的通报.docx` */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}
