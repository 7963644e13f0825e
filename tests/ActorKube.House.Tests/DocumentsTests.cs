using System.Text.RegularExpressions;
using ActorKube.ControlPlane;
using ActorKube.Node;
using ActorKube.Palettes;
using ActorKube.Protocol;
using ActorKube.Store;
using Akka.Configuration;
using Xunit;

namespace ActorKube.House.Tests;

/// <summary>What is written beside the code stays true to it.</summary>
public sealed partial class DocumentsTests
{
    private const int LongestReadme = 60;

    private static readonly HashSet<string> TopLevel =
        ["ActorKube.sln", "src", "tests", "deploy", "hocon", "build.ps1", "README.md", "LICENSE", "Directory.Build.props", "Directory.Packages.props"];

    public static TheoryData<string> Rooms => [.. Repository.Projects().Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void Every_room_has_a_readme_of_at_most_sixty_lines(string project)
    {
        var readme = Path.Combine(Repository.Root, "src", project, "README.md");
        Assert.True(File.Exists(readme), $"src/{project} has no README.md: one sentence, one diagram, its vocabulary.");
        Assert.InRange(File.ReadAllLines(readme).Length, 1, LongestReadme);
    }

    [Fact]
    public void Types_that_a_readme_names_exist()
    {
        var types = Assemblies.Own.SelectMany(Assemblies.TypeNames).ToHashSet();
        foreach (var readme in Repository.Files("src", "README.md"))
            foreach (Match match in OwnTypeName().Matches(File.ReadAllText(readme)))
                Assert.True(types.Contains(match.Groups[1].Value), $"{Path.GetRelativePath(Repository.Root, readme)} names {match.Groups[1].Value}, which no assembly has.");
    }

    [Fact]
    public void Every_key_of_a_profile_is_declared_in_a_reference_conf()
    {
        var declared = ProtocolConfig.Default.WithFallback(StoreConfig.Default).WithFallback(ControlPlaneConfig.Default)
            .WithFallback(NodeConfig.Default).WithFallback(PalettesSettings.Reference);
        foreach (var profile in new[] { "fast.conf", "kubernetes.conf" })
        {
            var config = ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Repository.Root, "hocon", profile)));
            if (!config.HasPath("actorkube"))
                continue;
            foreach (var key in config.GetConfig("actorkube").AsEnumerable().SelectMany(entry => Keys(entry.Key, entry.Value)))
                Assert.True(declared.HasPath($"actorkube.{key}"), $"hocon/{profile} sets actorkube.{key}, which no reference.conf declares.");
        }
    }

    [Fact]
    public void The_top_level_holds_nothing_but_what_is_mandated()
    {
        var odd = Directory.EnumerateFileSystemEntries(Repository.Root).Select(entry => Path.GetFileName(entry)!)
            .Where(name => !name.StartsWith('.') && !TopLevel.Contains(name));
        Assert.True(!odd.Any(), $"at the top level: {string.Join(", ", odd)}. Move it under src, tests, deploy or .github.");
    }

    private static IEnumerable<string> Keys(string prefix, Akka.Configuration.Hocon.HoconValue value) =>
        value.IsObject() ? value.GetObject().Items.SelectMany(item => Keys($"{prefix}.{item.Key}", item.Value)) : [prefix];

    [GeneratedRegex(@"`((?:[A-Z][a-z0-9]+){2,}(?:Actor|Settings|Config|Reader|Object|Rules|View|Selector|Provider|Record|Key|Serializer|Reconciler|Registry|State|Cache|Watch))\b")]
    private static partial Regex OwnTypeName();
}
