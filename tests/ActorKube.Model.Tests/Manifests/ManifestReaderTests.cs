using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;
using Xunit;

namespace ActorKube.Model.Tests.Manifests;

public sealed class ManifestReaderTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: ";

    [Fact]
    public void Many_documents_become_many_manifests_in_order_with_their_lines()
    {
        var manifests = Reading.Sound($"# a file\n---\n{Pod}one\n---\n\n# nothing but a comment\n---\n---\n{Pod}two\n  namespace: shop\n--- # and a last one\n\n{Pod}drei-é\n---\n");
        Assert.Equal(["one:3", "two:12", "drei-é:19"], manifests.Select(manifest => $"{manifest.Key.Name}:{manifest.Line}"));
        Assert.Equal(["", "shop", ""], manifests.Select(manifest => manifest.Key.Namespace));
        Assert.All(manifests, manifest => Assert.Equal("web.yaml", manifest.Source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("---\n---\n")]
    [InlineData("# only a comment")]
    [InlineData("\uFEFF")]
    [InlineData("~")]
    public void A_file_without_documents_is_empty_and_sound(string text) => Assert.Empty(Reading.Sound(text));

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_taken() =>
        Assert.Equal("a", Assert.Single(Reading.Sound(("\uFEFF" + Pod + "a\n").Replace("\n", "\r\n"))).Key.Name);

    [Fact]
    public void Kyaml_is_read_with_comments_and_trailing_commas()
    {
        var pod = Reading.Pod("""
            ---
            {
              apiVersion: "v1",   # the core group
              kind: "Pod",
              metadata: { name: "web", labels: { app: "no", }, },
              spec: {
                # containers
                containers: [{
                  name: "main",
                  args: ["-c", "echo a; \
                    echo b"],
                }],
              },
            }
            """);
        Assert.Equal("no", (string?)TestKit.Json.At(pod, "metadata.labels.app"));
        Assert.Equal("echo a; echo b", (string?)TestKit.Json.At(pod, "spec.containers.0.args.1"));
    }

    [Fact]
    public void Json_is_read_as_it_is_also_one_object_after_another()
    {
        var manifests = Reading.Sound("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"x":1.50,"y":"\ud83d\ude00\/"}}
            {
            	"apiVersion": "v1", "kind": "Pod",
            	"metadata": {"name": "b"}
            }
            """);
        Assert.Equal(["a:1", "b:2"], manifests.Select(manifest => $"{manifest.Key.Name}:{manifest.Line}"));
        Assert.Contains("\"x\":1.50", TestKit.Json.Text(manifests[0].Object));
        Assert.Equal("😀/", (string?)TestKit.Json.At(manifests[0].Object.ToTree(), "spec.y"));
    }

    [Fact]
    public void Lists_are_flattened_also_within_lists()
    {
        var manifests = Reading.Sound("""
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: a}
            - apiVersion: apps/v1
              kind: DeploymentList
              items:
              - metadata: {name: b}
              - {apiVersion: apps/v1, kind: Deployment, metadata: {name: c}}
            - {apiVersion: v1, kind: List, items: []}
            """);
        Assert.Equal(["pods/a:4", "deployments.apps/b:10", "deployments.apps/c:11"], manifests.Select(manifest => $"{manifest.Key}:{manifest.Line}"));
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once_each_with_its_line()
    {
        var reading = Reading.Of($"{Pod}good\n---\nkind: Pod\n---\na: [1\n---\napiVersion: v1\nkind: Foo\n---\n{Pod}\n---\n- 1\n---x\n{Pod}\n  labels: 7\n");
        Assert.False(reading.IsSound);
        Assert.Equal("good", Assert.Single(reading.Manifests).Key.Name);
        Assert.Collection(
            reading.Faults,
            fault => Assert.Equal("web.yaml:6: apiVersion not set", fault.ToString()),
            fault => Assert.Matches(@"^web\.yaml:[89]:\d+: malformed YAML: .+$", fault.ToString()),
            fault => Assert.Equal("web.yaml:10: no matches for kind \"Foo\" in version \"v1\"", fault.ToString()),
            fault => Assert.Equal("web.yaml:13: Pod: metadata.name: Required value: name or generateName is required", fault.ToString()),
            fault => Assert.Equal("web.yaml:18: expected an object with apiVersion and kind, got an array", fault.ToString()),
            fault => Assert.Equal("web.yaml:19: invalid Yaml document separator: x", fault.ToString()),
            fault => Assert.Equal("web.yaml:20: Pod: metadata.labels: expected an object, got a number", fault.ToString()));
    }

    [Theory]
    [InlineData("kind: Pod\nmetadata: {name: x\nspec: y\n")]
    [InlineData("a: {x\nb: 1}\n")]
    [InlineData("a: {b: 1\nc:\n\td: []\n")]
    public void A_bracket_that_is_never_closed_is_a_fault_with_a_place(string text)
    {
        var reading = ManifestReader.Read(text, "x.yaml", KindCatalogue.BuiltIn);

        var fault = Assert.Single(reading.Faults.ToArray());
        Assert.Contains("malformed YAML", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Line, 1, 3);
    }

    [Theory]
    [InlineData("kind: Pod", "apiVersion not set")]
    [InlineData("{apiVersion: v1, kind: ''}", "kind not set")]
    [InlineData("{apiVersion: v1, kind: [Pod]}", "kind: expected a string, got an array")]
    [InlineData("{apiVersion: 1, kind: Pod}", "apiVersion: expected a string, got a number")]
    [InlineData("{apiVersion: v1, kind: pod, metadata: {name: a}}", "no matches for kind \"pod\" in version \"v1\"")]
    [InlineData("{apiVersion: apps/v1beta1, kind: Deployment}", "no matches for kind \"Deployment\" in version \"apps/v1beta1\"")]
    [InlineData("{apiVersion: v1, kind: Pod}", "Pod: metadata.name: Required value: name or generateName is required")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: [a]}", "Pod: metadata: expected an object, got an array")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: 7}}", "Pod: metadata.name: expected a string, got a number")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: yes}}", "Pod: metadata.name: expected a string, got a boolean")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {port: 80}}}", "Pod: metadata.labels.port: expected a string, got a number")]
    [InlineData("{apiVersion: v1, kind: List, items: [7]}", "items[0]: expected an object, got a number")]
    [InlineData("just text", "expected an object with apiVersion and kind, got a string")]
    [InlineData("a: !secret b", "the tag !secret is not supported")]
    [InlineData("a: .inf", ".inf has no form in JSON; quote it if it is a string")]
    [InlineData("a: *b", "unknown anchor 'b' referenced")]
    [InlineData("a: &a [*a]", "anchor 'a' value contains itself")]
    [InlineData("[a]: 1", "a key must be a string")]
    [InlineData("<<: 1", "map merge requires map or sequence of maps as the value")]
    [InlineData("a: !!int x", "cannot decode \"x\" as a !!int")]
    public void A_fault_is_one_clear_line(string text, string message)
    {
        var fault = Assert.Single(Reading.Faults(text));
        Assert.EndsWith(": " + message, fault);
        Assert.StartsWith("web.yaml:1:", fault);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", "web.yaml:3:1: key \"a\" already set in map")]
    [InlineData("spec: {x: 1, y: 2,\n x: 3}", "web.yaml:2:2: key \"x\" already set in map")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "web.yaml:2:2: key \"a\" already set in map")]
    [InlineData("yes: 1\ntrue: 2", "web.yaml:2:1: key \"true\" already set in map")]
    public void A_key_that_stands_there_twice_is_a_fault_where_it_comes_again(string text, string fault) => Assert.Equal([fault], Reading.Faults(text));

    [Theory]
    [InlineData("a: b: c", 1)]
    [InlineData("a: 1\n\tb: 2", 1)]
    [InlineData("a: 1\n  b: 2", 2)]
    [InlineData("a:\n- 1\nb: [1, 2", 3)]
    [InlineData("a: \"no end", 1)]
    [InlineData("a: '\n\n", 1)]
    [InlineData("{\"a\": 1", 1)]
    [InlineData("a: \u0001", 1)]
    [InlineData("a: %x\nb: @y", 1)]
    [InlineData("a: \"\\ud800\"", 1)]
    public void Malformed_yaml_is_a_fault_with_line_and_column(string text, int line)
    {
        var fault = Assert.Single(Reading.Of(text).Faults);
        Assert.NotNull(fault.Column);
        Assert.InRange(fault.Line, line, line + 1);
        Assert.DoesNotContain('\n', fault.ToString());
    }

    [Fact]
    public void A_generated_name_will_do() =>
        Assert.Equal("web-", Assert.Single(Reading.Sound("{apiVersion: v1, kind: Pod, metadata: {generateName: web-}}")).Object.Metadata.GenerateName);

    [Fact]
    public void Fields_that_no_code_knows_survive() =>
        Assert.Equal("{\"later\":[1,{\"x\":null}]}", Reading.Value("{later: [1, {x: }]}"));

    [Fact]
    public void Nothing_is_nested_without_end()
    {
        Assert.Contains("nested deeper than 100 levels", Assert.Single(Reading.Faults("a: " + new string('[', 5000) + new string(']', 5000))));
        Assert.Contains("nested deeper", Assert.Single(Reading.Faults(string.Concat(Enumerable.Range(0, 200).Select(level => new string(' ', level) + "a:\n")))));
    }

    [Fact]
    public void A_billion_laughs_are_cut_short()
    {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n"));
        Assert.Contains("document contains excessive aliasing", Assert.Single(Reading.Faults(text)));
        var merges = "a0: &a0 {k: &big '" + new string('x', 10_000) + "'}\n" + string.Concat(Enumerable.Range(0, 2000).Select(item => $"b{item}: {{<<: *a0}}\n"));
        Assert.Contains("document contains excessive aliasing", Assert.Single(Reading.Faults(merges)));
    }
}
