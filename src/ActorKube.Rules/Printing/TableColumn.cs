namespace ActorKube.Rules.Printing;

/// <summary>One column of a Table that the API server makes for people.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables.</remarks>
/// <param name="Name">Heading; kubectl shows it in capitals.</param>
/// <param name="Type">OpenAPI type of the cells: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date</c>.</param>
/// <param name="Format">OpenAPI format of the cells: <c>name</c> for the column that identifies the object, else mostly empty.</param>
/// <param name="Description">What the column says.</param>
/// <param name="Priority">0: always shown; higher: only in wide output.</param>
public sealed record TableColumn(string Name, string Type, string Format, string Description, int Priority)
{
    internal static readonly TableColumn OfName = Text("Name", "Name of the object, unique among its kind within the namespace.") with { Format = "name" };

    internal static readonly TableColumn Age = Text("Age", "Time since the object was created.");

    internal static readonly TableColumn CreatedAt = new("Created At", "date", "", "Time at which the object was created.", 0);

    internal static readonly TableColumn Containers = Text("Containers", "Names of the template's containers.");

    internal static readonly TableColumn Images = Text("Images", "Images of the template's containers.");

    internal static readonly TableColumn Selector = Text("Selector", "Labels by which the pods are selected.").Wide;

    /// <summary>The same column, shown in wide output only.</summary>
    internal TableColumn Wide => this with { Priority = 1 };

    internal static TableColumn Text(string name, string description) => new(name, "string", "", description, 0);

    internal static TableColumn Number(string name, string description) => new(name, "integer", "", description, 0);

    internal static TableColumn Flag(string name, string description) => new(name, "boolean", "", description, 0);
}
