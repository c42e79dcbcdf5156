using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Monitoring;

/// <summary>Writes dashboards as Grafana reads them.</summary>
public static class GrafanaJson
{
    private const int Columns = 24;
    private const int PanelHeight = 8;
    private const int NumberHeight = 4;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The file of a dashboard.</summary>
    public static string Write(Dashboard dashboard)
    {
        var panels = new JsonArray();
        var top = 0;
        foreach (var row in dashboard.Rows)
        {
            panels.Add(new JsonObject { ["id"] = panels.Count + 1, ["type"] = "row", ["title"] = row.Title, ["collapsed"] = false, ["gridPos"] = Place(0, top++, Columns, 1), ["panels"] = new JsonArray() });
            var left = 0;
            var height = 0;
            foreach (var panel in row.Panels)
            {
                if (left + panel.Width > Columns)
                    (left, top, height) = (0, top + height, 0);
                height = Math.Max(height, panel.IsNumber ? NumberHeight : PanelHeight);
                panels.Add(Write(panel, panels.Count + 1, left, top));
                left += panel.Width;
            }
            top += height;
        }
        return new JsonObject
        {
            ["uid"] = dashboard.Name,
            ["title"] = dashboard.Title,
            ["tags"] = new JsonArray("foobar"),
            ["schemaVersion"] = 39,
            ["editable"] = false,
            ["graphTooltip"] = 1,
            ["refresh"] = "10s",
            ["time"] = new JsonObject { ["from"] = "now-1h", ["to"] = "now" },
            ["links"] = new JsonArray(new JsonObject
            {
                ["type"] = "dashboards",
                ["tags"] = new JsonArray("foobar"),
                ["title"] = "Foobar",
                ["tooltip"] = "",
                ["icon"] = "external link",
                ["asDropdown"] = false,
                ["targetBlank"] = false,
                ["includeVars"] = true,
                ["keepTime"] = true,
            }),
            ["annotations"] = new JsonObject { ["list"] = new JsonArray(WriteAlerts()) },
            ["templating"] = new JsonObject
            {
                ["list"] = new JsonArray(new JsonObject { ["name"] = "datasource", ["label"] = "Prometheus", ["type"] = "datasource", ["query"] = "prometheus" }),
            },
            ["panels"] = panels,
        }.ToJsonString(Format) + "\n";
    }

    private static JsonObject Write(Panel panel, int id, int left, int top)
    {
        var defaults = new JsonObject { ["unit"] = panel.Unit };
        if (panel.IsNumber)
            defaults["thresholds"] = WriteThresholds(panel.GoodFrom);
        else
            defaults["custom"] = new JsonObject { ["fillOpacity"] = panel.IsStacked ? 30 : 0, ["stacking"] = new JsonObject { ["mode"] = panel.IsStacked ? "normal" : "none", ["group"] = "A" } };
        if (panel.Unit == "percentunit")
            defaults["decimals"] = panel.IsNumber ? 3 : 1;
        return new JsonObject
        {
            ["id"] = id,
            ["type"] = panel.IsNumber ? "stat" : "timeseries",
            ["title"] = panel.Title,
            ["description"] = panel.Description,
            ["datasource"] = WriteSource(),
            ["gridPos"] = Place(left, top, panel.Width, panel.IsNumber ? NumberHeight : PanelHeight),
            ["fieldConfig"] = new JsonObject { ["defaults"] = defaults, ["overrides"] = new JsonArray() },
            ["targets"] = new JsonArray([.. panel.Queries.Select((query, index) => new JsonObject
            {
                ["refId"] = ((char)('A' + index)).ToString(),
                ["datasource"] = WriteSource(),
                ["expr"] = query.Expression,
                ["legendFormat"] = query.Legend,
            })]),
        };
    }

    private static JsonObject WriteThresholds(double? goodFrom)
    {
        var steps = new JsonArray(new JsonObject { ["color"] = goodFrom is null ? "green" : "red", ["value"] = null });
        if (goodFrom is { } value)
            steps.Add(new JsonObject { ["color"] = "green", ["value"] = value });
        return new JsonObject { ["mode"] = "absolute", ["steps"] = steps };
    }

    private static JsonObject WriteAlerts() => new()
    {
        ["name"] = "Alerts",
        ["enable"] = true,
        ["iconColor"] = "red",
        ["datasource"] = WriteSource(),
        ["expr"] = "ALERTS{alertstate=\"firing\", alertname!=\"Watchdog\"}",
        ["titleFormat"] = "{{alertname}}",
        ["textFormat"] = "{{severity}} {{instance}}",
    };

    private static JsonObject WriteSource() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    private static JsonObject Place(int left, int top, int width, int height) => new() { ["x"] = left, ["y"] = top, ["w"] = width, ["h"] = height };
}
