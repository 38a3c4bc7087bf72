using System.Text;
using Iamd.Protocol.Query;
using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Shapes.Sts;
using Iamd.Protocol.Wire;

namespace Iamd.Protocol.Tests;

/// <summary>Reads requests from form bodies.</summary>
internal static class Requests
{
    public static Result<T> Iam<T>(string form)
        where T : IRequestShape<T> => Read<T>(form, IamOperations.Service);

    public static Result<T> Sts<T>(string form)
        where T : IRequestShape<T> => Read<T>(form, StsOperations.Service);

    public static T Value<T>(this Result<T> result)
        where T : notnull => result.TryGet(out T? value, out AwsError? error) ? value : throw new InvalidOperationException(error.Message);

    private static Result<T> Read<T>(string form, ServiceShape service)
        where T : IRequestShape<T> =>
        QueryParameters.Parse([], Encoding.Latin1.GetBytes(form)).TryGet(out QueryParameters? parameters, out AwsError? error)
            ? ShapeReading.Read<T>(new QueryReader(parameters, service))
            : error;
}
