// The container of both data files: an index, read whole at first use, and blocks of text that are
// decompressed one at a time when something in them is asked for.
//
//   8 bytes       "iamdpack"
//   int32 LE × 3  index: compressed length, length; number of blocks
//   int32 LE × 2  for each block: compressed length, length
//   index, then the blocks, each a Brotli stream of UTF-8 text
import { writeFileSync, mkdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const target = new URL("../../src/Iamd.Catalog/Data/", import.meta.url);

const compress = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** Gathers texts into blocks of about `blockLength` bytes; `add` answers where the text stands. */
export class Pack {
  #blocks = [];
  #open = [];
  #openLength = 0;

  constructor(blockLength) {
    this.blockLength = blockLength;
  }

  add(text) {
    const bytes = Buffer.from(text, "utf8");
    if (this.#openLength > 0 && this.#openLength + bytes.length > this.blockLength) this.close();
    const place = { block: this.#blocks.length, offset: this.#openLength, length: bytes.length };
    this.#open.push(bytes);
    this.#openLength += bytes.length;
    return place;
  }

  /** Ends the open block, so that what follows stands in another one. */
  close() {
    if (this.#openLength === 0) return;
    this.#blocks.push(Buffer.concat(this.#open));
    this.#open = [];
    this.#openLength = 0;
  }

  write(fileName, index) {
    this.close();
    const indexBytes = Buffer.from(index, "utf8");
    const compressedIndex = compress(indexBytes);
    const compressedBlocks = this.#blocks.map(compress);
    const header = [compressedIndex.length, indexBytes.length, this.#blocks.length];
    this.#blocks.forEach((block, i) => header.push(compressedBlocks[i].length, block.length));
    const headerBytes = Buffer.alloc(4 * header.length);
    header.forEach((value, i) => headerBytes.writeInt32LE(value, 4 * i));
    const file = Buffer.concat([Buffer.from("iamdpack"), headerBytes, compressedIndex, ...compressedBlocks]);
    mkdirSync(target, { recursive: true });
    writeFileSync(new URL(fileName, target), file);
    console.log(`${fileName}: ${file.length} bytes, ${this.#blocks.length} blocks`);
  }
}

/** Joins fields, and fails where one holds the separator (or a line end) itself. */
export function join(separator, fields) {
  for (const field of fields) {
    const text = String(field);
    if (text.includes(separator) || /[\n\r]/.test(text)) throw new Error(`'${text}' holds the separator '${separator}'`);
  }
  return fields.join(separator);
}
