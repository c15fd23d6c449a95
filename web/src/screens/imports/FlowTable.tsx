import { useTranslation } from "react-i18next";
import { url } from "../../api/api";
import type { Flow } from "../../api/types";
import { useSiteId } from "../../frame/site";
import { PagedTable } from "../../parts/PagedTable";
import { formatNumber, formatTime } from "../../parts/TimeAgo";

/** Who talked to whom, by protocol. */
export function FlowTable({ capture }: { capture: string }) {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  const end = (e: Flow["client"]) => <span className="mono nowrap">{e.ip || e.mac}</span>;
  return (
    <PagedTable<Flow>
      path={url`/sites/${site}/captures/${capture}/flows`}
      caption={t("capture.flows")}
      rowKey={(x, i) => [i, x.firstFrame].join()}
      columns={[
        { id: "client", title: t("capture.client"), cell: (x) => end(x.client) },
        { id: "server", title: t("capture.server"), cell: (x) => end(x.server) },
        {
          id: "protocol",
          title: t("capture.protocol"),
          cell: (x) => [x.protocol, x.port && `${x.transport}/${x.port}`].filter(Boolean).join(" "),
        },
        { id: "vlan", title: t("capture.vlan"), right: true, wide: true, cell: (x) => x.vlan || "" },
        { id: "out", title: t("capture.out"), right: true, cell: (x) => formatNumber(x.packetsOut) },
        { id: "in", title: t("capture.in"), right: true, cell: (x) => formatNumber(x.packetsIn) },
        { id: "last", title: t("capture.lastSeen"), wide: true, cell: (x) => x.last && formatTime(x.last) },
        { id: "frame", title: t("capture.frame"), right: true, wide: true, cell: (x) => formatNumber(x.firstFrame) },
      ]}
    />
  );
}
