import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Branch } from "../../../parts/library/catalogue";
import { RequirementText } from "../../../parts/library/RequirementText";
import type { RequirementSet } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { groupName } from "./SetFilters";
import { SetFacts } from "./SetFacts";
import classes from "./sets.module.css";

/** The set on paper, with all that is told of each requirement; without licensed texts. */
export function PrintedSet({ set, tree }: { set: RequirementSet; tree: Branch[] }) {
  const { t } = useTranslation("standards");
  return (
    <div className={classes.printed}>
      <SetFacts set={set} added={false} />
      {tree.map((b) => (
        <section key={b.id}>
          {b.title && <Title order={3}>{groupName(b)}</Title>}
          {b.requirements.map((r) => (
            <article key={r.id}>
              <h4>
                {r.id} {r.title}{" "}
                <span>
                  {[
                    r.slFrom ? t("set.fromLong", { level: r.slFrom }) : "",
                    ...(r.types ?? []).map((x) => libWord("componentType", x)),
                    r.confidence && r.confidence !== "high" ? libWord("confidence", r.confidence) : "",
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </h4>
              <RequirementText requirement={r} />
            </article>
          ))}
        </section>
      ))}
    </div>
  );
}
