using Xunit;

namespace ActorKube.House.Tests;

/// <summary>Who may use whom. A project that isn't in the table is a room that the design doesn't know.</summary>
public sealed class ReferenceGraphTests
{
    private const string Prefix = "ActorKube.";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Model"] = [],
        ["Rules"] = ["Model"],
        ["Protocol"] = ["Model"],
        ["Store"] = ["Model", "Rules", "Protocol"],
        ["ControlPlane"] = ["Model", "Rules", "Protocol"],
        ["Node"] = ["Model", "Rules", "Protocol"],
        ["ApiServer"] = ["Model", "Rules", "Protocol"],
        ["Palettes"] = ["Model", "Protocol"],
        ["Pbm"] = [],
        ["ActorKube"] = ["Model", "Rules", "Protocol", "Store", "ControlPlane", "Node", "ApiServer", "Palettes"],
    };

    [Fact]
    public void Every_project_references_only_what_the_design_allows()
    {
        foreach (var (project, references) in Repository.Projects())
        {
            Assert.True(Allowed.TryGetValue(Short(project), out var allowed), $"{project} is not in the table of this test: add it there and to the design.");
            foreach (var reference in references)
                Assert.True(allowed.Contains(Short(reference)), $"{project} must not reference {reference}: move what it needs into one of {string.Join(", ", allowed)}.");
        }
    }

    [Theory]
    [InlineData("ActorKube.Rules.dll", "Akka", "Rules decide in functions; what needs an actor belongs to an actor project.")]
    [InlineData("ActorKube.Model.dll", "Akka", "Model only represents.")]
    [InlineData("pbm.dll", "Akka", "pbm knows the palette contract alone.")]
    [InlineData("ActorKube.Protocol.dll", "ActorKube.Rules", "Protocol says what processes say, not what should happen.")]
    public void An_assembly_does_not_reach_what_it_must_not_see(string assembly, string banned, string why)
    {
        var seen = Assemblies.References(assembly).Where(name => name == banned || name.StartsWith(banned + ".", StringComparison.Ordinal));
        Assert.True(!seen.Any(), $"{assembly} references {string.Join(", ", seen)}. {why}");
    }

    private static string Short(string project) => project.StartsWith(Prefix, StringComparison.Ordinal) ? project[Prefix.Length..] : project;
}
