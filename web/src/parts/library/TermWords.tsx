import { useTranslation } from "react-i18next";
import classes from "./Term.module.css";
import type { GlossaryTerm } from "./types";

/** What else a term is called, also in German and Japanese, and the part that it comes from. */
export function TermWords({ term }: { term: GlossaryTerm }) {
  const { t } = useTranslation("library");
  const rows = [
    { name: t("term.also"), words: term.also, lang: "en" },
    { name: t("term.de"), words: term.de, lang: "de" },
    { name: t("term.ja"), words: term.ja, lang: "ja" },
  ];
  if (!term.part && rows.every((r) => !r.words?.length)) return null;
  return (
    <dl className={classes.words}>
      {rows.map(
        ({ name, words, lang }) =>
          words &&
          words.length > 0 && (
            <div key={lang} style={{ display: "contents" }}>
              <dt>{name}</dt>
              <dd lang={lang}>{words.join(", ")}</dd>
            </div>
          ),
      )}
      {term.part && (
        <div style={{ display: "contents" }}>
          <dt>{t("term.from")}</dt>
          <dd>{term.part}</dd>
        </div>
      )}
    </dl>
  );
}
