using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Protocol.Storage;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

public sealed class DeployPaletteTests : IClassFixture<PaletteHostFixture>, IDisposable
{
    private const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: single, namespace: other, labels: { unknown-field-survives: "yes" } }
        spec: { containers: [{ name: main, image: nginx }] }
        """;

    private readonly PaletteHostFixture _host;
    private readonly string _folder = Directory.CreateTempSubdirectory("pbm-").FullName;

    public DeployPaletteTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task All_objects_of_a_file_are_applied_in_one_atomic_submission()
    {
        _host.ControlPlane.Hold(APod("single").In("other").Build());

        (await _host.PbmAsync("deploy", "apply", "-f", File("web.yaml", Web))).Prints("deployment.apps/web created\npod/single configured");

        var submitted = Assert.Single(_host.ControlPlane.Submitted);
        Assert.True(submitted.Atomic);
        Assert.Equal(["deployments.apps/default/web", "pods/other/single"], submitted.Writes.Select(write => write.Key.ToString()));
        Assert.Contains("\"namespace\":\"default\"", Text(submitted.Writes[0]));
    }

    [Fact]
    public async Task What_is_as_wanted_already_is_unchanged_and_warnings_are_told()
    {
        _host.ControlPlane.Writing = write => new(WriteOutcome.Unchanged, null, null) { Warnings = ["unknown field \"spec.x\""] };

        var run = await PbmRun.StartAsync([_host.Address, "deploy", "apply", "-f", "-"], Web);

        Assert.Equal(
            new PbmRun(0, "deployment.apps/web unchanged\npod/single unchanged\n", "Warning: unknown field \"spec.x\"\nWarning: unknown field \"spec.x\"\n"), run);
    }

    [Fact]
    public async Task Objects_without_a_namespace_go_to_the_one_that_was_named()
    {
        var file = File("cm.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a}}");

        (await _host.PbmAsync("deploy", "apply", "-f", file, "-n", "team")).Prints("pod/a created");

        Assert.Equal("team", Assert.Single(_host.ControlPlane.Submitted).Writes[0].Key.Namespace);
    }

    [Fact]
    public async Task Every_fault_of_every_file_is_told_and_nothing_is_applied()
    {
        var (web, bad) = (File("web.yaml", Web), File("bad.yaml", "kind: Pod\n---\napiVersion: v1\nkind: Nope\nmetadata:\n  name: a\n"));

        var run = await _host.PbmAsync("deploy", "apply", "-f", web, "-f", bad, "-f", web);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
        [
            $"{bad}:1: apiVersion not set", $"{bad}:3: no matches for kind \"Nope\" in version \"v1\"",
            $"{web}:1: deployment.apps/web is there more than once", $"{web}:8: pod/single is there more than once",
            "error: nothing was applied: 4 reasons", "",
        ], run.Errors.Split('\n'));
        Assert.Empty(_host.ControlPlane.Submitted);
    }

    [Theory]
    [InlineData("a: [1", "malformed YAML")]
    [InlineData("", "the file holds no objects; nothing was applied")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {}", "metadata.name")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}", "generateName cannot be used here")]
    public async Task A_file_that_makes_no_sense_is_one_line(string text, string error)
    {
        var run = await _host.PbmAsync("deploy", "apply", "-f", File("x.yaml", text));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Empty(_host.ControlPlane.Submitted);
    }

    [Fact]
    public async Task A_namespace_that_contradicts_the_file_is_refused() => (await _host.PbmAsync(
        "deploy", "apply", "-n", "default", "-f", File("web.yaml", Web))).FailsWith(
        $"{Path.Combine(_folder, "web.yaml")}:8: the namespace from the provided object \"other\" does not match the namespace \"default\"; nothing was applied");

    [Fact]
    public async Task Refusals_of_the_store_are_all_told()
    {
        _host.ControlPlane.Writing = write => WriteResult.Refused(new Refusal(RefusalReason.Invalid, $"{write.Key.Name} is invalid"));

        var run = await _host.PbmAsync("deploy", "apply", "-f", File("web.yaml", Web));

        Assert.Equal(new PbmRun(1, "", "web is invalid\nsingle is invalid\nerror: none of the 2 objects was applied: 2 reasons\n"), run);
    }

    [Fact]
    public async Task An_object_that_was_refused_only_because_of_another_is_not_told()
    {
        _host.ControlPlane.Writing = write => WriteResult.Refused(new Refusal(
            RefusalReason.Invalid, write.Key.Name == "web" ? "web is invalid" : "the transaction was not carried out: web is invalid"));

        (await _host.PbmAsync("deploy", "apply", "-f", File("web.yaml", Web))).FailsWith("web is invalid; none of the 2 objects was applied");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_one_line()
    {
        (await _host.PbmAsync("deploy", "apply", "-f", "/nowhere/web.yaml")).FailsWith("can't read /nowhere/web.yaml: there is no such file");
        (await _host.PbmAsync("deploy", "apply", "-f", _folder)).FailsWith($"can't read {_folder}: it is a directory, or you may not read it");
        (await _host.PbmAsync("deploy", "apply")).IsMisuse(
            "option --filename is missing: manifest in YAML or JSON, with any number of documents; - reads standard input");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_one_line()
    {
        var run = await _host.PbmAsync("deploy", "apply", "-f", File("large.yaml", $"# {new string('x', 5 * 1024 * 1024)}\n{Web}"));

        Assert.Equal((1, $"error: the host at {_host.Address} refuses so large a request: split the file\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task A_list_shows_the_cells_of_kubectl()
    {
        _host.ControlPlane.Hold(
            ADeployment("web").Replicas(3).Counting(("readyReplicas", 2), ("updatedReplicas", 3), ("availableReplicas", 1)).Stored().Build(),
            ADeployment("new").Stored().Build());

        (await _host.PbmAsync("deploy", "list")).Prints(
            """
            NAME  READY  UP-TO-DATE  AVAILABLE  AGE
            new   0/1    0           0          5m
            web   2/3    3           1          5m
            """);
    }

    [Fact]
    public async Task Scaling_changes_the_replicas_alone()
    {
        _host.ControlPlane.Hold(ADeployment("web").Build());

        (await _host.PbmAsync("deploy", "scale", "web", "--replicas", "5")).Prints("deployment.apps/web scaled");

        var patch = Assert.IsType<PatchObject>(Assert.Single(_host.ControlPlane.Submitted).Writes[0]);
        Assert.Equal("""{"spec":{"replicas":5}}""", Encoding.UTF8.GetString(patch.Patch.Span));
    }

    [Fact]
    public async Task Negative_replicas_are_wrong_usage_and_change_nothing()
    {
        (await _host.PbmAsync("deploy", "scale", "web", "--replicas", "-3")).IsMisuse("--replicas takes 0 or more, not -3");
        (await _host.PbmAsync("deploy", "scale", "web", "-r=-3")).IsMisuse("--replicas takes 0 or more, not -3");

        Assert.Empty(_host.ControlPlane.Submitted);
    }

    [Fact]
    public async Task A_deployment_that_is_not_there_is_an_error_of_one_line()
    {
        (await _host.PbmAsync("deploy", "scale", "nope", "-r", "1")).FailsWith("deployments.apps \"nope\" not found");
        (await _host.PbmAsync("deploy", "delete", "nope")).FailsWith("deployments.apps \"nope\" not found");
    }

    [Theory]
    [InlineData("background", Propagation.Background)]
    [InlineData("orphan", Propagation.Orphan)]
    [InlineData("foreground", Propagation.Foreground)]
    public async Task A_deletion_cascades_as_it_was_asked_to(string cascade, Propagation propagation)
    {
        _host.ControlPlane.Hold(ADeployment("web").Build());

        (await _host.PbmAsync("deploy", "delete", "web", "--cascade", cascade)).Prints("deployment.apps \"web\" deleted");

        Assert.Equal(propagation, Assert.IsType<DeleteObject>(Assert.Single(_host.ControlPlane.Submitted).Writes[0]).Propagation);
    }

    [Fact]
    public async Task A_file_deletes_what_is_there_and_says_what_is_not()
    {
        _host.ControlPlane.Hold(ADeployment("web").Build());

        var run = await _host.PbmAsync("deploy", "delete", "-f", File("web.yaml", Web));

        Assert.Equal(new PbmRun(1, "deployment.apps \"web\" deleted\n", "error: pods \"single\" not found; 1 of 2 objects were not deleted\n"), run);
    }

    [Fact]
    public async Task A_deletion_needs_a_name_or_a_file_and_a_known_cascade()
    {
        (await _host.PbmAsync("deploy", "delete")).IsMisuse("give either NAME or --filename");
        (await _host.PbmAsync("deploy", "delete", "web", "--cascade", "never")).IsMisuse("--cascade takes one of background, orphan, foreground, not \"never\"");
    }

    private static string Text(Write write) => Encoding.UTF8.GetString(Assert.IsType<ApplyObject>(write).Manifest.Span);

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
