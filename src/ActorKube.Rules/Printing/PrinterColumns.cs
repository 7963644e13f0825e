using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Printing;

/// <summary>The columns of a custom kind.</summary>
public static class PrinterColumns
{
    /// <summary>What a definition that lists no columns shows beside the name: the age.</summary>
    public static readonly ImmutableArray<PrinterColumn> Default =
        [new("Age", "date", "", TableColumn.Age.Description, 0, ".metadata.creationTimestamp")];

    /// <summary>The columns that a CustomResourceDefinition lists for a version; <see cref="Default"/> if it lists none.</summary>
    public static ImmutableArray<PrinterColumn> Of(ApiObject definition, string version)
    {
        using var document = JsonDocument.Parse(definition.Json, JsonFields.Documents);
        var served = document.RootElement.Field("spec").Items("versions").FirstOrDefault(item => item.Text("name") == version);
        ImmutableArray<PrinterColumn> columns =
        [
            .. served.Items("additionalPrinterColumns").Select(column => new PrinterColumn(
                column.Text("name"), column.Text("type"), column.Text("format"), column.Text("description"),
                (int)Math.Clamp(column.Number("priority") ?? 0, 0, int.MaxValue), column.Text("jsonPath"))),
        ];
        return columns.IsEmpty ? Default : columns;
    }
}
