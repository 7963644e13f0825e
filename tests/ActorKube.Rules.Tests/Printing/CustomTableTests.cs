using ActorKube.Model.Kinds;
using ActorKube.Rules.Printing;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Custom kinds are printed by the columns of their definition.</summary>
public sealed class CustomTableTests
{
    private static readonly ResourceKind CronTab = KindCatalogue.ConfigMap with
    {
        Group = "stable.example.com", Kind = "CronTab", Plural = "crontabs", Singular = "crontab", ShortNames = [],
    };

    private const string Value = """
        {"metadata":{"labels":{"app.kubernetes.io/name":"tab"}},"spec":{"cronSpec":"* * * * *","replicas":3,"ratio":0.5,"on":true,"when":"2026-01-01T12:03:00Z",
          "nothing":null,"list":["a","b","c"],"map":{"k":1}},
          "status":{"conditions":[{"type":"Synced","status":"False","age":1},{"type":"Ready","status":"True","age":12,"reason":"Done"}]}}
        """;

    [Theory]
    [InlineData("string", ".spec.cronSpec", "* * * * *")]
    [InlineData("string", "$.spec.cronSpec", "* * * * *")]
    [InlineData("string", ".spec['cronSpec']", "* * * * *")]
    [InlineData("string", ".spec.replicas", "3")]
    [InlineData("string", ".spec.on", "true")]
    [InlineData("string", ".spec.map", """{"k":1}""")]
    [InlineData("string", """.metadata.labels.app\.kubernetes\.io/name""", "tab")]
    [InlineData("string", ".metadata.labels['app.kubernetes.io/name']", "tab")]
    [InlineData("string", """.metadata.labels["app.kubernetes.io/name"]""", "tab")]
    [InlineData("string", ".spec.list[1]", "b")]
    [InlineData("string", ".spec.list[-1]", "c")]
    [InlineData("string", ".spec.list[1:]", "b")]
    [InlineData("string", ".spec.list[-2:3]", "b")]
    [InlineData("string", ".spec.list[*]", "a")]
    [InlineData("string", ".spec.map.*", "1")]
    [InlineData("string", ".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData("string", ".status.conditions[?(@.type == 'Ready')].reason", "Done")]
    [InlineData("string", ".status.conditions[?(@.reason)].type", "Ready")]
    [InlineData("string", ".status.conditions[?(@.age>2)].type", "Ready")]
    [InlineData("string", ".status.conditions[?(@.age<=2)].type", "Synced")]
    [InlineData("string", ".status.conditions[?(@.type!='Synced')].status", "True")]
    [InlineData("string", ".status.conditions[?(@.type=='Lost')].status", "null")]
    [InlineData("string", ".spec.missing", "null")]
    [InlineData("string", ".spec.nothing", "null")]
    [InlineData("string", ".spec.list[7]", "null")]
    [InlineData("string", ".spec.list[-7]", "null")]
    [InlineData("integer", ".spec.replicas", "3")]
    [InlineData("integer", ".spec.ratio", "0")]
    [InlineData("integer", ".spec.cronSpec", "null")]
    [InlineData("number", ".spec.ratio", "0.5")]
    [InlineData("boolean", ".spec.on", "true")]
    [InlineData("boolean", ".spec.replicas", "null")]
    [InlineData("date", ".metadata.creationTimestamp", "5m")]
    [InlineData("date", ".spec.when", "2m")]
    [InlineData("date", ".spec.cronSpec", "<invalid>")]
    [InlineData("date", ".spec.missing", "null")]
    [InlineData("string", "..cronSpec", "null")]
    [InlineData("string", ".spec.list[0,2]", "null")]
    [InlineData("string", ".spec[", "null")]
    [InlineData("string", ".spec.list[", "null")]
    [InlineData("string", ".spec.list['a", "null")]
    [InlineData("string", ".status.conditions[?(@.type==", "null")]
    [InlineData("string", "", "null")]
    public void A_cell_is_what_the_path_leads_to(string type, string path, string cell) =>
        Shows(TablePrinter.For([new("Cell", type, "", "", 0, path)]), Object(CronTab, Value), "Name: x", $"Cell: {cell}");

    [Fact]
    public void Conditions_within_conditions_end_somewhere() => Shows(
        TablePrinter.For([new("Cell", "string", "", "", 0, string.Concat(Enumerable.Repeat(".a[?(@", 100_000)))]), Object(CronTab, Value), "Cell: null");

    [Fact]
    public void The_columns_come_from_the_version_of_the_definition()
    {
        var definition = Object(KindCatalogue.CustomResourceDefinition, """
            {"spec":{"versions":[{"name":"v1beta1"},{"name":"v1","additionalPrinterColumns":[
              {"name":"Spec","type":"string","description":"The schedule.","jsonPath":".spec.cronSpec"},
              {"name":"Replicas","type":"integer","format":"int32","priority":1,"jsonPath":".spec.replicas"}]}]}}
            """);
        var table = TablePrinter.For(PrinterColumns.Of(definition, "v1"));

        Assert.Equal(
            [
                new TableColumn("Spec", "string", "", "The schedule.", 0),
                new TableColumn("Replicas", "integer", "int32", "The object's .spec.replicas.", 1),
            ], table.Columns.Skip(1));
        Shows(table, Object(CronTab, Value), "Name: x", "Spec: * * * * *", "Replicas: 3");
        Shows(TablePrinter.For(PrinterColumns.Of(definition, "v1beta1")), Object(CronTab, Value), "Name: x", "Age: 5m");
        Shows(TablePrinter.For(PrinterColumns.Of(definition, "v7")), Object(CronTab, Value), "Age: 5m");
    }
}
