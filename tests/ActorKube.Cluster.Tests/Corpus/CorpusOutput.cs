using ActorKube.Cluster.Tests.InProcess;
using ActorKube.Model.Objects;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>What containers print, as far as a row looks at it: their logs, and the output of its commands.</summary>
internal sealed class CorpusOutput
{
    private readonly Dictionary<(string Uid, string Container, string Command), string> _printed = [];
    private IReadOnlyDictionary<(ResourceKey Pod, string Container), string> _logs = new Dictionary<(ResourceKey, string), string>();

    /// <summary>Reads what the row looks at.</summary>
    internal static async Task<CorpusOutput> ReadAsync(InProcessCluster cluster, IReadOnlyList<ApiObject> objects, string expected)
    {
        var output = new CorpusOutput();
        var assertions = CorpusCheck.Assertions(expected);
        if (assertions.Any(assertion => assertion.Checks.Any(check => check.Name == "log")))
            output._logs = await cluster.LogsAsync(objects);
        foreach (var assertion in assertions)
            foreach (var check in assertion.Checks.Where(check => check.Name == "exec"))
                foreach (var pod in CorpusCheck.Select(objects, assertion))
                    output._printed[KeyOf(pod, check.Of!, check.Command)] = await cluster.ExecAsync(pod, check.Of!, check.Command);
        return output;
    }

    internal string LogOf(ApiObject pod, string container) => _logs.GetValueOrDefault((pod.Key, container), "");

    internal string PrintedBy(ApiObject pod, string container, string[] command) => _printed.GetValueOrDefault(KeyOf(pod, container, command), "");

    private static (string, string, string) KeyOf(ApiObject pod, string container, string[] command) => (pod.Metadata.Uid, container, string.Join(' ', command));
}
