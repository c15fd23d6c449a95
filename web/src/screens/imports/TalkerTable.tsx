import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { url } from "../../api/api";
import type { Talker } from "../../api/types";
import { useSiteId } from "../../frame/site";
import { PagedTable } from "../../parts/PagedTable";
import { formatNumber, formatSize, formatTime } from "../../parts/TimeAgo";

/** Who took part in a capture. */
export function TalkerTable({ capture }: { capture: string }) {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  return (
    <PagedTable<Talker>
      path={url`/sites/${site}/captures/${capture}/talkers`}
      caption={t("capture.talkers")}
      rowKey={(x) => [x.mac, x.ip].join()}
      columns={[
        { id: "mac", title: t("capture.mac"), cell: (x) => <span className="mono nowrap">{x.mac}</span> },
        {
          id: "ip",
          title: t("capture.ip"),
          cell: (x) => (
            <Group gap={6} wrap="nowrap">
              <span className="mono nowrap">{x.ip}</span>
              {x.group && <Badge color="gray">{t("capture.group")}</Badge>}
            </Group>
          ),
        },
        {
          id: "serves",
          title: t("capture.serves"),
          cell: (x) =>
            (x.serves ?? [])
              .map((s) => [s.protocol, s.port && `${s.transport}/${s.port}`].filter(Boolean).join(" "))
              .join(", "),
        },
        { id: "packets", title: t("capture.packetCount"), right: true, cell: (x) => formatNumber(x.packets) },
        { id: "bytes", title: t("capture.bytes"), right: true, wide: true, cell: (x) => formatSize(x.bytes) },
        { id: "last", title: t("capture.lastSeen"), wide: true, cell: (x) => x.last && formatTime(x.last) },
        { id: "frame", title: t("capture.frame"), right: true, wide: true, cell: (x) => formatNumber(x.firstFrame) },
      ]}
    />
  );
}
