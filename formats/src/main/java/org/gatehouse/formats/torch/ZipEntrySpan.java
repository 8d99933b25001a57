package org.gatehouse.formats.torch;

/**
 * Where the bytes of one stored entry lie.
 *
 * @param name the entry's name, without the folder that all entries share
 * @param start the first byte
 * @param size the number of bytes
 * @param crc the CRC-32 of the bytes, as the file says
 */
record ZipEntrySpan(String name, long start, long size, long crc) {}
