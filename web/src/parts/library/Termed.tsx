import { Term } from "./Term";

interface Props {
  text: string;
  /** The words of the text that can be asked about, each with its term of the glossary. */
  terms: Record<string, string>;
}

/** A sentence in which some words say what they mean; each word does so where it first stands. */
export function Termed({ text, terms }: Props) {
  const words = Object.keys(terms);
  const asked = new Set<string>();
  const pieces = text.split(new RegExp(`(${words.map((w) => w.replace(/[^\w ]/g, "\\$&")).join("|")})`));
  return pieces.map((piece, i) => {
    const term = terms[piece];
    if (!term || asked.has(piece)) return piece;
    asked.add(piece);
    return (
      <Term key={i} word={term}>
        {piece}
      </Term>
    );
  });
}
