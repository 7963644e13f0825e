using System.Buffers.Binary;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using ActorKube.Rules.Pods;
using Google.Protobuf;

namespace ActorKube.Node.Pods.Actions;

/// <summary>Asks a gRPC server for its health: one unary call of <c>grpc.health.v1.Health/Check</c> over HTTP/2 without TLS.</summary>
/// <remarks>Source: https://github.com/grpc/grpc/blob/master/doc/health-checking.md and PROTOCOL-HTTP2.md.</remarks>
internal static class HealthQuestion
{
    private const int FrameHead = 5;

    private static readonly string[] Statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };

    internal static async Task<ActionOutcome> AskAsync(string address, ContainerAction.Grpc grpc, CancellationToken late)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder("http", address, grpc.Port, "/grpc.health.v1.Health/Check").Uri)
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(Question(grpc.Service)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var answer = await Client.SendAsync(request, late).ConfigureAwait(false);
        var body = await answer.Content.ReadAsByteArrayAsync(late).ConfigureAwait(false);
        var code = Field(answer.TrailingHeaders) ?? Field(answer.Headers) ?? "";
        if (code != "0" || body.Length < FrameHead)
            return ActionWords.NoHealth();
        return ActionWords.Health(Statuses[StatusOf(body.AsMemory(FrameHead))]);

        static string? Field(HttpHeaders headers) => headers.TryGetValues("grpc-status", out var values) ? values.First() : null;
    }

    // HealthCheckRequest { string service = 1; }, as one uncompressed frame.
    private static byte[] Question(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        var message = new byte[name.Length == 0 ? 0 : CodedOutputStream.ComputeTagSize(1) + CodedOutputStream.ComputeBytesSize(ByteString.CopyFrom(name))];
        if (message.Length > 0)
        {
            using var output = new CodedOutputStream(message);
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(name));
        }
        var frame = new byte[FrameHead + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, FrameHead);
        return frame;
    }

    // HealthCheckResponse { ServingStatus status = 1; }
    private static int StatusOf(ReadOnlyMemory<byte> message)
    {
        using var input = new CodedInputStream(message.ToArray());
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == 1)
                return Math.Clamp(input.ReadEnum(), 0, Statuses.Length - 1);
            input.SkipLastField();
        }
        return 0;
    }
}
