namespace ActorKube.Rules.Printing;

/// <summary>One of a custom kind's own columns, as its definition lists it under <c>additionalPrinterColumns</c>.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns.</remarks>
/// <param name="Name">Heading.</param>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date</c>, which is shown as the time since.</param>
/// <param name="Format">OpenAPI format; mostly empty.</param>
/// <param name="Description">What the column says; if it is empty, the path stands for it.</param>
/// <param name="Priority">0: always shown; higher: only in wide output.</param>
/// <param name="JsonPath">Where the cell is in the object: <c>.status.conditions[?(@.type=="Ready")].status</c>.</param>
public sealed record PrinterColumn(string Name, string Type, string Format, string Description, int Priority, string JsonPath);
