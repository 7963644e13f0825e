using ActorKube.Protocol.Containers.Clients;
using System.Globalization;
using System.Text;
using ActorKube.ApiServer.Http;

namespace ActorKube.ApiServer.Streaming.Commands;

/// <summary>How a command ended, as the Status that clients get on the error stream.</summary>
/// <remarks>Source: the remote command protocol v4, https://github.com/kubernetes/kubernetes/blob/v1.32.0/staging/src/k8s.io/apimachinery/pkg/util/remotecommand/constants.go.</remarks>
internal static class CommandStatus
{
    internal static ReadOnlyMemory<byte> Of(SessionOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            return StatusResponse.Failure(refusal).WrittenMemory;
        if (outcome.ExitCode == 0)
            return """{"metadata":{},"status":"Success"}"""u8.ToArray();
        var code = outcome.ExitCode.ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $$$"""{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: exit status {{{code}}}","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"{{{code}}}"}]}}""");
    }
}
