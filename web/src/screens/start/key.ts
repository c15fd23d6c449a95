/** A short key out of a name: "Hochland Bottling GmbH" gives "HBG", "Brewery" gives "BREWERY". */
export function keyFrom(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "") // ü stands as u and two dots now
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length > 1)
    return words
      .map((w) => [...w][0])
      .join("")
      .slice(0, 8);
  return (words[0] ?? "").slice(0, 12);
}
