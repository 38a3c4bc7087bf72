using System.Text;
using Iamd.Protocol.Errors;

namespace Iamd.Protocol.Tests.Errors;

public sealed class ErrorTests
{
    private const string Message = "iamd does not host the service {0}. To see whether this call would be allowed, run: iamd simulate x";

    [Fact]
    public void An_unknown_action_is_named_with_its_version() =>
        Assert.Equal(new AwsError("InvalidAction", "Could not find operation Nonsense for version 2010-05-08", 400), CommonErrors.InvalidAction("Nonsense", "2010-05-08"));

    [Theory]  // service, content type of the request, content type and body of the answer
    [InlineData("s3", null, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NotImplemented</Code><Message>{0}</Message><RequestId>id</RequestId></Error>")]
    [InlineData("ec2", "application/x-www-form-urlencoded; charset=utf-8", "text/xml;charset=UTF-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>NotImplemented</Code><Message>{0}</Message></Error></Errors><RequestID>id</RequestID></Response>")]
    [InlineData("sns", "application/x-www-form-urlencoded", "text/xml", "<ErrorResponse xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\"><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>{0}</Message></Error><RequestId>id</RequestId></ErrorResponse>")]
    [InlineData("sqs", "application/x-www-form-urlencoded", "text/xml", "<ErrorResponse xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\"><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>{0}</Message></Error><RequestId>id</RequestId></ErrorResponse>")]
    [InlineData("sqs", "application/x-amz-json-1.0", "application/x-amz-json-1.0", "{\"__type\":\"NotImplemented\",\"message\":\"{0}\"}")]
    [InlineData("dynamodb", null, "application/x-amz-json-1.0", "{\"__type\":\"NotImplemented\",\"message\":\"{0}\"}")]
    [InlineData("kms", "application/x-amz-json-1.1", "application/x-amz-json-1.1", "{\"__type\":\"NotImplemented\",\"message\":\"{0}\"}")]
    [InlineData("unheard-of", "application/x-amz-json-1.1", "application/x-amz-json-1.1", "{\"__type\":\"NotImplemented\",\"message\":\"{0}\"}")]
    [InlineData("lambda", null, "application/json", "{\"__type\":\"NotImplemented\",\"message\":\"{0}\"}")]
    public void A_service_that_is_not_hosted_is_answered_in_its_own_form(string service, string? requestType, string type, string body)
    {
        ForeignAnswer answer = ForeignAnswers.NotHosted(service, "iamd simulate x", requestType, "id");
        Assert.Equal(501, answer.Status);
        Assert.Equal(type, answer.ContentType);
        Assert.Equal(body.Replace("{0}", Message, StringComparison.Ordinal).Replace("{0}", service, StringComparison.Ordinal), Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Contains(answer.Headers, h => h.Key is "x-amz-request-id" or "x-amzn-RequestId" && h.Value == "id");
        Assert.Equal(type.EndsWith("xml", StringComparison.Ordinal) || type.StartsWith("text/xml", StringComparison.Ordinal), !answer.Headers.Any(h => h.Key == "x-amzn-ErrorType"));
    }

    [Fact]
    public void A_message_is_escaped_in_every_form()
    {
        AwsError error = new("NotImplemented", "<a> & \"b\"", 501);
        Assert.Contains("&lt;a&gt; &amp; &quot;b&quot;", Encoding.UTF8.GetString(ForeignAnswers.Render("s3", error, null, "id").Body.Span), StringComparison.Ordinal);
        Assert.Equal(error.Message, System.Text.Json.JsonDocument.Parse(ForeignAnswers.Render("kms", error, null, "id").Body).RootElement.GetProperty("message").GetString());
    }
}
