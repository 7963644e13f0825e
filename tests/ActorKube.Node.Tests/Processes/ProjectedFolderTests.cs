using System.Text;
using ActorKube.Node.Processes.Volumes;
using ActorKube.Rules.Volumes;
using Xunit;

namespace ActorKube.Node.Tests.Processes;

/// <summary>Folders whose files change all at once.</summary>
public sealed class ProjectedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorkube-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Whoever_holds_the_link_to_the_data_sees_files_of_one_time_only()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        var shown = new ProjectedFolder(_folder);
        shown.Show([A("one", "1"), A("two", "1")], DateTimeOffset.UnixEpoch);
        var before = Names();

        shown.Show([A("one", "2"), A("deep/two", "2")], DateTimeOffset.UnixEpoch);

        Assert.Equal(["..1970_01_01_00_00_00.1", "..data", "one", "two"], before);
        Assert.Equal(["..1970_01_01_00_00_00.2", "..data", "deep", "one"], Names());
        Assert.Equal(("..1970_01_01_00_00_00.2", "..data/one"), (Link("..data"), Link("one")));
        Assert.Equal("22", Read("one") + Read("deep/two"));
    }

    [SkippableFact]
    public void Nothing_is_written_for_files_that_are_shown_already()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        var shown = new ProjectedFolder(_folder);
        shown.Show([A("one", "1")], DateTimeOffset.UnixEpoch);

        shown.Show([A("one", "1")], DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal("..1970_01_01_00_00_00.1", Link("..data"));
    }

    [SkippableTheory]
    [InlineData("plain/deep", "plain/deep")]
    [InlineData("inner/x", "plain/x")]
    [InlineData("absolute/x", null)]
    [InlineData("up/x", null)]
    [InlineData("../x", null)]
    [InlineData("round/x", null)]
    public void A_path_stays_in_its_folder_whatever_links_are_there(string inside, string? real)
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(Path.Combine(_folder, "plain"));
        foreach (var (name, target) in new[] { ("inner", "./plain"), ("absolute", "/etc"), ("up", "plain/../../../etc"), ("round", "round") })
            File.CreateSymbolicLink(Path.Combine(_folder, name), target);

        Assert.Equal(real is null ? null : Path.Combine(_folder, real), ConfinedPath.Resolve(_folder, inside));
    }

    private static VolumeFile A(string path, string text) => new(path, Encoding.UTF8.GetBytes(text), (UnixFileMode)0b110_100_100);

    private IEnumerable<string> Names() => Directory.GetFileSystemEntries(_folder).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal).ToList();

    private string? Link(string name) => new FileInfo(Path.Combine(_folder, name)).LinkTarget;

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));
}
